// An answer that a model writes: what it is at, its draft, and the answer when it is there.

const result = document.querySelector("#result[data-stream]");

function follow() {
  const status = document.querySelector("#stream-status");
  const sources = document.querySelector("#stream-sources");
  const draft = document.querySelector("#stream-draft");
  const stream = new EventSource(result.dataset.stream);
  const on = (name, act) =>
    stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
  const end = (html) => {
    stream.close();
    result.innerHTML = html;
    htmx.process(result);
    const first = result.querySelector("[role=alert], .value, .said, .refusal");
    document.querySelector("#told").textContent = first ? first.innerText : "Answered.";
    document.dispatchEvent(new CustomEvent("hea:shown"));
  };
  on("status", (words) => {
    status.textContent = words;
  });
  on("sources", (titles) => {
    status.textContent = "The model reads:";
    sources.replaceChildren(
      ...titles.map((title) => {
        const item = document.createElement("li");
        item.textContent = title;
        return item;
      }),
    );
  });
  on("draft", (text) => {
    status.textContent = "A draft, not checked yet:";
    draft.hidden = false;
    draft.textContent = text;
  });
  on("answer", end);
  on("failed", end);
  stream.onerror = () => {
    stream.close();
    status.textContent = "The server does not answer any more.";
  };
}

if (result) follow();
