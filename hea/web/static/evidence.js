// What stands beside an answer or a table: its lit sentence is brought into view and told. Where it
// stands below on a narrow screen, a button leads back to what opened it.

const pane = () => document.querySelector(".beside");
let opener = null;

function bringIntoView() {
  const beside = pane();
  const lit = beside?.querySelector("rect, mark");
  if (!beside) return;
  if (getComputedStyle(beside).position === "sticky") {
    if (!lit) return;
    const place = lit.getBoundingClientRect();
    const seen = beside.getBoundingClientRect();
    const title = beside.querySelector(".evidence h2").getBoundingClientRect(); // stays in view
    if (place.top < title.bottom || place.bottom > Math.min(seen.bottom, window.innerHeight)) {
      beside.scrollTop += place.top - seen.top - beside.clientHeight / 3;
    }
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

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-back]")) return;
  opener.scrollIntoView({ block: "center" });
  opener.focus({ preventScroll: true });
});

document.addEventListener("hea:shown", bringIntoView);

bringIntoView();
