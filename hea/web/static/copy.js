// Links marked data-copy-text copy what they lead to, those marked data-copy-link their address.

async function put(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea"); // where the page is not of this machine
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-text], [data-copy-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const told = link.parentElement.querySelector("[data-copied]");
  try {
    if ("copyLink" in link.dataset) await put(link.href);
    else {
      const given = await fetch(link.href);
      if (!given.ok) throw new Error(given.statusText);
      await put(await given.text());
    }
    told.textContent = "Copied.";
  } catch {
    told.textContent = "Not copied.";
  }
});
