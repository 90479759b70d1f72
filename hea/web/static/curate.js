// Review: each button has a key. Verdicts are sent in turn, and the next triple takes the place of
// the last one without loading the page; the address is always that of the triple shown.

document.documentElement.classList.add("scripted");

const KEYS = { ArrowRight: "n", ArrowLeft: "p", " ": "n" };
const OWN = { "x-hea": "1" };
// Keys pressed while a verdict is on its way wait for the next triple.
const waiting = [];
let busy = false;
let checking = 0;
// The control that opened a panel by the keyboard: it has the focus again when the panel closes.
let opener = null;

const desk = () => document.querySelector("#curate");
const reasons = () => document.querySelector("#why:not([data-closed])");
// A control that was clicked stays without focus: Space would press it again.
const reached = () => document.activeElement.closest("#curate :focus-visible");

function takeIn(html, push) {
  const made = new DOMParser().parseFromString(html, "text/html").querySelector("#curate");
  if (!made) {
    document.open();
    document.write(html);
    document.close();
    return;
  }
  const at = reached();
  const key = (at?.closest(".panel") ? opener : at)?.dataset.key;
  desk().replaceWith(document.adoptNode(made));
  opener = null;
  if (key) focusOn(key);
  const said = [...desk().querySelectorAll(".notice, #shown .question, #shown .answer")];
  document.querySelector("#told").textContent = said.map((part) => part.innerText).join(" ");
  const address = desk().dataset.address;
  if (push && address !== location.pathname + location.search) history.pushState(null, "", address);
  bringIntoView();
  if (desk().querySelector("#edit:not([data-closed])")) checkSoon();
}

function focusOn(key) {
  const same = desk().querySelector(`[data-key="${CSS.escape(key)}"]`);
  (same || desk().querySelector("[data-walk]") || document.querySelector("#main")).focus();
}

async function load(address, options = {}, push = true) {
  if (busy) return;
  busy = true;
  desk().classList.add("busy");
  try {
    const response = await fetch(address, options);
    takeIn(await response.text(), push);
  } catch {
    waiting.length = 0;
    desk().classList.remove("busy");
    tell("The server does not answer. Nothing was written; try again.");
  }
  busy = false;
  pressWaiting();
}

function pressWaiting() {
  while (waiting.length && !busy) press(waiting.shift());
}

function press(key) {
  const asked = reasons(); // while a reason is asked for, no key gives another verdict
  const name = asked ? "number" : "key";
  (asked || desk()).querySelector(`[data-${name}="${CSS.escape(key)}"]`)?.click();
}

function tell(words) {
  const line = document.createElement("p");
  line.className = "notice error";
  line.setAttribute("role", "alert");
  line.textContent = words;
  desk().prepend(line);
}

function send(form, button) {
  const given = new URLSearchParams(new FormData(form, button));
  load(form.getAttribute("action"), { method: "POST", body: given, headers: OWN });
}

function bringIntoView() {
  const pane = document.querySelector("#evidence");
  const marked = [...(pane?.querySelectorAll("rect, mark") ?? [])];
  const lit = marked[0];
  if (!lit || getComputedStyle(pane).position !== "sticky") return;
  const place = lit.getBoundingClientRect();
  pane.scrollTop += place.top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  // Below the header of the page, the pane reaches further down than the window.
  const low = marked.at(-1).getBoundingClientRect().bottom;
  if (low > window.innerHeight - 16) window.scrollBy(0, low - 0.8 * window.innerHeight);
}

function open(name, focus) {
  if (focus) waiting.length = 0; // what is typed now is for the field
  const panels = [...document.querySelectorAll(`#${name}, #${name}-own`)];
  const wasOpen = panels.some((panel) => !panel.hasAttribute("data-closed"));
  if (wasOpen && name === "help") {
    leave();
    return;
  }
  enter();
  closeAll();
  for (const panel of panels) panel.removeAttribute("data-closed");
  if (focus) {
    const field = document.querySelector(`#${focus}`);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  } else if (name === "note") document.querySelector("#words").focus();
  else panels[0].querySelector("button")?.focus();
  if (name === "edit") checkSoon();
}

function closeAll() {
  for (const panel of document.querySelectorAll(".panel")) panel.setAttribute("data-closed", "");
}

function enter() {
  const at = reached();
  if (!at?.closest(".panel, .filters .fields")) opener = at;
}

function leave() {
  closeAll();
  if (document.activeElement.closest(".filters .fields")) {
    document.querySelector(".filters details").open = false;
  }
  if (opener?.isConnected) opener.focus();
  else document.activeElement.blur();
  opener = null;
}

function checkSoon() {
  clearTimeout(checking);
  checking = setTimeout(async () => {
    const form = document.querySelector("#edit");
    if (!form || form.hasAttribute("data-closed")) return;
    const given = new URLSearchParams(new FormData(form));
    const response = await fetch("/curate/check", { method: "POST", body: given, headers: OWN });
    const shown = new DOMParser().parseFromString(await response.text(), "text/html");
    if (form.isConnected) form.querySelector("#checked").replaceChildren(...shown.body.childNodes);
  }, 250);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#curate") || form.method !== "post" || form.classList.contains("bulk")) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) open(opener.dataset.open, opener.dataset.focus);
  if (event.target.closest("[data-close]")) leave();
  const walk = event.target.closest("[data-walk]");
  if (walk && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    load(walk.getAttribute("href"));
  }
});

document.addEventListener("input", (event) => {
  if (event.target.closest("#edit")) checkSoon();
});

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape") {
    leave();
    return;
  }
  const saves = (event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key === "s");
  if (saves && event.target.closest("#edit")) {
    event.preventDefault();
    document.querySelector("#edit").requestSubmit();
    return;
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (document.documentElement.dataset.keys === "off") return;
  if (reasons() && /^[^\s\d]$/u.test(event.key)) {
    document.querySelector("#reason").focus(); // it takes the letter: an own reason begins
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    enter();
    document.querySelector(".filters details").open = true;
    document.querySelector("#paper").focus();
    return;
  }
  const key = KEYS[event.key] || event.key;
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  if (!/^[1-9]$/.test(key) && !desk().querySelector(`[data-key="${CSS.escape(key)}"]`)) return;
  event.preventDefault();
  waiting.push(key);
  pressWaiting();
});

window.addEventListener("popstate", () => {
  load(location.pathname + location.search, {}, false);
});

bringIntoView();
