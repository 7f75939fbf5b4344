const list = document.querySelector("#comments");
const form = document.querySelector("#new-comment");

function show(comment) {
  const item = document.createElement("li");
  item.dataset.id = comment.id;
  const author = document.createElement("strong");
  author.textContent = comment.author;
  const body = document.createElement("div");
  body.innerHTML = comment.text.replace(/\n/g, "<br>");
  item.append(author, body);
  list.append(item);
}

async function load() {
  const answer = await fetch("/api/comments?page=" + encodeURIComponent(location.pathname));
  for (const comment of await answer.json()) show(comment);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch("/api/comments", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": form.dataset.token },
    body: JSON.stringify({ text: form.text.value }),
  });
  show(await answer.json());
});

window.addEventListener("message", (event) => {
  if (event.data.type === "theme") document.body.className = event.data.name;
  if (event.data.type === "login") localStorage.setItem("session", event.data.token);
});

load();
