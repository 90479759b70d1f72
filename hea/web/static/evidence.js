// What stands beside an answer or a table: its lit sentence is brought into view and told. Where it
// stands below on a narrow screen, a button leads back to what opened it.

const pane = () => document.querySelector(".beside");
let opener = null;

function bringIntoView() {
  const beside = pane();
  const marked = [...(beside?.querySelectorAll("rect, mark") ?? [])];
  const lit = marked[0];
  if (!beside) return;
  if (getComputedStyle(beside).position === "sticky") {
    if (!lit) return;
    const place = lit.getBoundingClientRect();
    const seen = beside.getBoundingClientRect();
    const title = beside.querySelector(".evidence h2").getBoundingClientRect(); // stays in view
    if (place.top < title.bottom || place.bottom > Math.min(seen.bottom, window.innerHeight)) {
      beside.scrollTop += place.top - seen.top - beside.clientHeight / 3;
    }
    // Below the header of the page, the pane reaches further down than the window.
    const low = marked.at(-1).getBoundingClientRect().bottom;
    if (low > window.innerHeight - 16) window.scrollBy(0, low - 0.8 * window.innerHeight);
  } else if (opener) {
    (lit || beside).scrollIntoView({ block: lit ? "center" : "start" });
  }
}

function tell() {
  const words = [...pane().querySelectorAll(".evidence h2, .evidence mark")];
  document.querySelector("#told").textContent = words.map((part) => part.innerText).join(": ");
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target.id === "evidence") {
    opener = event.target.closest("a") || document.querySelector(".plot");
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "evidence") return;
  const back = pane().querySelector("[data-back]");
  if (back) back.hidden = false;
  bringIntoView();
  tell();
});

document.addEventListener("htmx:sendError", (event) => {
  if (event.detail.target.id !== "evidence") return;
  const line = document.createElement("p");
  line.className = "notice error";
  line.setAttribute("role", "alert");
  line.textContent = "The server does not answer: the sentence cannot be shown. Try again.";
  document.querySelector("#evidence").replaceChildren(line);
  line.scrollIntoView({ block: "nearest" });
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-back]")) return;
  opener.scrollIntoView({ block: "center" });
  opener.focus({ preventScroll: true });
});

document.addEventListener("hea:shown", bringIntoView);

bringIntoView();
