// A job that runs is shown anew as it reports: bar, log, losses and previews.
"use strict";

const shown = document.getElementById("job");
const address = `/jobs/${shown.dataset.name}/now`;
/** Milliseconds between two looks. */
const PACE = 800;
let due = false;
let busy = false;

/** Say what the job is at, each time once: its state, its phase, why it failed. */
const tell = () => {
  const parts = [...shown.querySelectorAll(".state, .bar label, .notice.error")];
  const words = parts.map((part) => part.innerText).join(": ");
  const told = document.getElementById("told");
  if (told.textContent !== words) told.textContent = words;
};

const show = async () => {
  if (busy) { due = true; return; }
  busy = true;
  due = false;
  const log = shown.querySelector(".log");
  const low = !log || log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
  const open = [...shown.querySelectorAll("details")].map((one) => one.open);
  const focused = shown.contains(document.activeElement) && document.activeElement.closest("form");
  try {
    const answer = await fetch(address);
    if (answer.ok) {
      const where = focused && focused.getAttribute("action");
      shown.innerHTML = await answer.text();
      shown.querySelectorAll("details").forEach((one, at) => { if (at in open) one.open = open[at]; });
      const now = shown.querySelector(".log");
      if (low && now) now.scrollTop = now.scrollHeight;
      if (where) {
        const same = shown.querySelector(`form[action="${where}"] button`);
        (same || shown.querySelector(".acts button"))?.focus();
      }
      tell();
    }
  } catch { /* the server went away; the line is taken up again when it is back */ }
  setTimeout(() => { busy = false; if (due) show(); }, PACE);
};

const events = new EventSource(`/api/jobs/${shown.dataset.name}/events`);
events.addEventListener("line", show);
events.addEventListener("progress", show);
events.addEventListener("end", () => { events.close(); show(); });
addEventListener("pagehide", () => events.close());
