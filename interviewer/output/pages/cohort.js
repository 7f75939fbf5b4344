"use strict";
/* The table of answers: it is drawn from data in the page, fifty rows at a time, filtered and sorted. */
const STEP = 50;
const data = JSON.parse(document.getElementById("data").textContent);
const columns = data.columns;
const list = document.getElementById("list");
const body = list.tBodies[0];
const filter = document.getElementById("filter");
const shown = document.getElementById("shown");
const more = document.getElementById("more");
const choices = [...document.querySelectorAll("select[data-column]")];
const value = (row, at) => (columns[at].words && row[at] !== null ? columns[at].words[row[at]] : row[at]);
const rules = (row) => row[row.length - 2].map((at) => data.rules[at]).join(", ");
const texts = data.rows.map((row) =>
  [...columns.map((column, at) => value(row, at)), rules(row)].join(" ").toLowerCase());
let order = data.rows.map((_, at) => at);
let visible = [];
let drawn = 0;

const format = (column, cell) => {
  if (cell === null || cell === "") return "–";
  if (column.form === "clock") return `${Math.floor(Math.round(cell) / 60)}:${String(Math.round(cell) % 60).padStart(2, "0")}`;
  if (column.form === "number") return Math.round(cell).toString();
  if (column.form === "tenth") return cell.toFixed(1);
  return cell;
};

const draw = (count) => {
  for (const place of visible.slice(drawn, drawn + count)) {
    const row = data.rows[place];
    const line = document.createElement("tr");
    columns.forEach((column, at) => {
      const cell = document.createElement(at ? "td" : "th");
      if (!at) cell.scope = "row";
      if (column.form !== "text") cell.className = "num";
      const words = format(column, value(row, at));
      const page = row[row.length - 1];
      if (!at && page) {
        const link = document.createElement("a");
        link.href = `debriefs/${page}.html`;
        link.textContent = words;
        cell.append(link);
      } else cell.textContent = words;
      line.append(cell);
    });
    const told = document.createElement("td");
    told.className = "rules";
    told.textContent = rules(row) || "–";
    line.append(told);
    body.append(line);
  }
  drawn = Math.min(drawn + count, visible.length);
  more.hidden = drawn >= visible.length;
};

const refresh = () => {
  const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = choices.filter((choice) => choice.value).map((choice) => [Number(choice.dataset.column), choice.value]);
  visible = order.filter((place) =>
    wanted.every((word) => texts[place].includes(word)) &&
    chosen.every(([at, word]) => value(data.rows[place], at) === word));
  shown.textContent = visible.length === data.rows.length ? `${visible.length} answers` : `${visible.length} of ${data.rows.length} answers`;
  body.replaceChildren();
  drawn = 0;
  draw(STEP);
};

filter.addEventListener("input", refresh);
for (const choice of choices) choice.addEventListener("change", refresh);
more.addEventListener("click", () => draw(STEP));
sortable([...list.tHead.rows[0].cells].filter((_, at) => columns[at]), (heading, down) => {
  const sign = down ? -1 : 1;
  const keys = data.rows.map((row) => value(row, heading.cellIndex));
  order.sort((a, b) => {
    const [x, y] = [keys[a], keys[b]];
    if (x === y) return a - b;
    if (x === null || x === "") return 1;
    if (y === null || y === "") return -1;
    return sign * (x < y ? -1 : 1);
  });
  refresh();
});
document.getElementById("tools").hidden = false;
refresh();
