// Dropped and chosen files are sent one by one, with the progress of each; what became of them is
// shown as the server tells it.
"use strict";

const form = document.getElementById("drop");
const added = document.getElementById("added");
/** Files that are sent side by side. */
const AT_A_TIME = 2;

if (form) {
  const sending = document.getElementById("sending");
  const most = Number(form.dataset.most);
  const waiting = [];
  let busy = 0;

  for (const part of document.querySelectorAll(".with-script")) part.hidden = false;
  document.getElementById("drop-text").append(" Drop files or folders on this page, or choose them:");

  const say = (item, words) => { item.querySelector("span").textContent = words; };

  const send = (file, path) => {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = path;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", "sent");
    item.append(name, bar, document.createElement("span"));
    sending.append(item);
    if (file.size > most) {
      bar.remove();
      say(item, `larger than ${most / 2 ** 20} MB; put it into corpus/ yourself`);
      return Promise.resolve();
    }
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/api/papers");
      request.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
      request.onloadend = () => {
        if (request.status === 202) item.remove();
        else {
          bar.remove();
          let words = "the server cannot be reached";
          try { words = JSON.parse(request.responseText).error; } catch { /* no answer */ }
          say(item, `not added: ${words}`);
        }
        done();
      };
      const body = new FormData();
      body.append("files", file, path);
      request.send(body);
    });
  };

  const work = async () => {
    if (busy >= AT_A_TIME) return;
    busy += 1;
    while (waiting.length) await send(...waiting.shift());
    busy -= 1;
    show();
  };

  const add = (files) => {
    waiting.push(...files);
    for (let number = 0; number < AT_A_TIME; number += 1) work();
  };

  /** All files of a dropped file or folder, each with its path in it; hidden ones are passed over. */
  const filesOf = async (entry, above) => {
    if (entry.name.startsWith(".")) return [];
    const path = above + entry.name;
    if (entry.isFile) {
      const file = await new Promise((good, bad) => entry.file(good, bad)).catch(() => null);
      return file ? [[file, path]] : [];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const part = await new Promise((good, bad) => reader.readEntries(good, bad)).catch(() => []);
      if (!part.length) return found;
      for (const inner of part) found.push(...await filesOf(inner, `${path}/`));
    }
  };

  // Wherever on the page they are dropped: beside the form the browser would open them instead.
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.add("over");
    form.closest("details")?.setAttribute("open", "");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    form.classList.remove("over");
    if (!holdsFiles(event)) return;
    event.preventDefault();
    // All are taken before the first wait: behind it the browser has let go of them.
    const dropped = [...event.dataTransfer.items].filter((item) => item.kind === "file")
      .map((item) => item.webkitGetAsEntry() || item.getAsFile());
    for (const one of dropped) add(one instanceof File ? [[one, one.name]] : await filesOf(one, ""));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const input of form.querySelectorAll("input[type=file]")) {
      add([...input.files].map((file) => [file, file.webkitRelativePath || file.name]));
      input.value = "";
    }
  });
}

/** Show the rows as they are now; at most once at a time. */
let showing = null;
let again = false;
const show = async () => {
  if (showing) { again = true; return; }
  showing = fetch("/papers/added/rows");
  try {
    const answer = await showing;
    if (answer.ok) {
      const where = added.contains(document.activeElement)
        && document.activeElement.closest("form")?.getAttribute("action");
      added.innerHTML = await answer.text();
      if (where) added.querySelector(`form[action="${where}"] button`)?.focus();
      const told = added.querySelector("p")?.innerText || "";
      const line = document.getElementById("told");
      if (line.textContent !== told) line.textContent = told;
    }
  } catch { /* the server went away; the next event shows it again */ }
  showing = null;
  if (again) { again = false; setTimeout(show, 300); }
};

if (added) {
  const events = new EventSource(`/api/uploads/events?after=${added.dataset.change}`);
  events.addEventListener("file", show);
  addEventListener("pagehide", () => events.close());
}
