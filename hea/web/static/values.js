// Values: a point of the plot, and a value of the table, show their sentence beside them.

function bringIntoView() {
  const pane = document.querySelector("#evidence");
  const lit = pane.querySelector("rect, mark");
  if (getComputedStyle(pane).position === "sticky") {
    if (lit) {
      const place = lit.getBoundingClientRect();
      const seen = pane.getBoundingClientRect();
      pane.scrollTop += place.top - seen.top - pane.clientHeight / 3;
    }
  } else {
    (lit || pane).scrollIntoView({ block: lit ? "center" : "start" });
  }
}

document.addEventListener("plot:value", (event) => {
  const { paper, start, end, piece, table_row: row } = event.detail;
  const span = new URLSearchParams({ start, end, piece, row });
  htmx.ajax("GET", `/paper/${paper}?${span}`, "#evidence");
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "evidence") bringIntoView();
});

document.querySelector("#property")?.addEventListener("change", (event) => {
  if (event.target.value) location.assign(`/values?property=${encodeURIComponent(event.target.value)}`);
});
