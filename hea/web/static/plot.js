// Draws the plots of a page: the Vega-Lite specification stands in the page as JSON. Expressions
// are interpreted, not compiled to code, so that no policy has to allow `eval`.
(() => {
  "use strict";

  const views = new Map();

  function inkOf(holder) {
    const style = getComputedStyle(holder);
    return { ink: style.color, line: style.getPropertyValue("--line").trim() || "#8884" };
  }

  function themed(specification, holder) {
    const { ink, line } = inkOf(holder);
    const words = { labelColor: ink, titleColor: ink };
    return {
      ...specification,
      config: {
        background: "transparent",
        font: "system-ui, sans-serif",
        axis: { ...words, gridColor: line, domainColor: line, tickColor: line },
        legend: holder.clientWidth < 560 ? { ...words, orient: "bottom", columns: 3 } : words,
        title: { color: ink, subtitleColor: ink },
        text: { color: ink },
        view: { stroke: null },
      },
    };
  }

  function tipOf(holder) {
    let tip = holder.querySelector(".plot-tip");
    if (!tip) {
      tip = document.createElement("div");
      tip.className = "plot-tip";
      tip.hidden = true;
      holder.append(tip);
    }
    return tip;
  }

  function showTip(holder, event, value) {
    const tip = tipOf(holder);
    tip.hidden = value === null || value === undefined || value === "";
    if (tip.hidden) return;
    tip.replaceChildren(
      ...Object.entries(value).map(([name, words]) => {
        const line = document.createElement("p");
        const own = ["label", "source", "sentence"].includes(name);
        line.textContent = own ? words : `${name}: ${words}`;
        return line;
      }),
    );
    const box = holder.getBoundingClientRect();
    const left = Math.min(event.clientX - box.left + 12, holder.clientWidth - tip.offsetWidth - 4);
    tip.style.left = `${Math.max(left, 0)}px`;
    tip.style.top = `${event.clientY - box.top + 14}px`;
  }

  async function draw(holder) {
    const source = document.getElementById(holder.dataset.spec);
    if (!source) return;
    views.get(holder)?.finalize();
    const specification = themed(JSON.parse(source.textContent), holder);
    const compiled = vegaLite.compile(specification).spec;
    const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
      container: holder,
      expr: vega.expressionInterpreter,
      hover: true,
      renderer: "canvas",
      tooltip: (_handler, event, _item, value) => showTip(holder, event, value),
    });
    views.set(holder, view);
    view.addEventListener("click", (_event, item) => {
      const value = item?.datum;
      if (value && value.paper !== undefined) {
        holder.dispatchEvent(new CustomEvent("plot:value", { bubbles: true, detail: value }));
      }
    });
    await view.runAsync();
    holder.setAttribute("role", "img");
    holder.setAttribute("aria-label", specification.description);
    holder.dataset.drawn = "yes";
  }

  function drawAll(within) {
    for (const [holder, view] of views) {
      if (!holder.isConnected) {
        view.finalize();
        views.delete(holder);
      }
    }
    for (const holder of within.querySelectorAll(".plot[data-spec]:not([data-drawn])")) draw(holder);
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const holder of views.keys()) draw(holder);
  });
  document.addEventListener("htmx:load", () => drawAll(document));
  document.addEventListener("plot:value", (event) => {
    const row = document.getElementById(`v${event.detail.row}`);
    if (row) location.hash = row.id;
  });
  drawAll(document);
})();
