"use strict";
/* The list of sessions: filter while you type, sort by a click on a heading. */
const list = document.getElementById("list");
if (list) {
  const body = list.tBodies[0];
  const rows = [...body.rows];
  const keys = {
    place: (row) => rows.indexOf(row),
    text: (row, at) => row.cells[at].textContent,
    number: (row, at) => Number(row.cells[at].textContent.replace("–", "-1")),
    minutes: (row, at) => row.cells[at].textContent.split(":").reduce((sum, part) => 60 * sum + Number(part), 0),
  };
  const texts = rows.map((row) => `${row.textContent} ${row.dataset.words}`.toLowerCase());
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  filter.closest("p").hidden = false;
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, at) => {
      row.hidden = !wanted.every((word) => texts[at].includes(word));
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = wanted.length ? `${count} of ${rows.length}` : "";
  });
  sortable([...list.tHead.rows[0].cells].filter((heading) => heading.dataset.sort), (heading, down) => {
    const kind = heading.dataset.sort;
    const order = new Map(rows.map((row) => [row, keys[kind](row, heading.cellIndex)]));
    const sign = (down ? -1 : 1) * (kind === "place" ? -1 : 1);
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    body.append(...[...rows].sort((a, b) => sign * compare(order.get(a), order.get(b))));
  });
}
