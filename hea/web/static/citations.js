// Citations: the one shown is marked, keys and buttons turn to the next, buttons copy.

const KEYS = { n: 1, p: -1 };

function citations() {
  const seen = new Map();
  for (const link of document.querySelectorAll("a.cite[data-n]")) {
    if (!seen.has(link.dataset.n)) seen.set(link.dataset.n, link);
  }
  return [...seen.values()].sort((a, b) => a.dataset.n - b.dataset.n);
}

function current() {
  return document.querySelector('a.cite[aria-current="true"]')?.dataset.n;
}

function show(number) {
  for (const link of document.querySelectorAll("a.cite[data-n]")) {
    if (link.dataset.n === number) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const all = citations();
  const bar = document.querySelector(".turn");
  if (!bar) return;
  bar.hidden = all.length < 2;
  const at = all.findIndex((link) => link.dataset.n === number);
  bar.querySelector("[data-turn-place]").textContent = at < 0 ? "" : `${at + 1} of ${all.length}`;
}

function turn(step) {
  const all = citations();
  if (!all.length) return;
  const at = all.findIndex((link) => link.dataset.n === current());
  all[(at + step + all.length) % all.length].click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.keys === "off") return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key in KEYS) turn(KEYS[event.key]);
  else if (event.key === "/") document.querySelector("#q")?.focus();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-turn]");
  if (button) turn(Number(button.dataset.turn));
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target.closest("a.cite[data-n]");
  if (!link) return;
  show(link.dataset.n);
});

document.addEventListener("hea:shown", () => show(current()));

show(current());
