// Keys of one letter can be switched off, for who speaks to the browser or rests a hand on the
// keyboard. The other scripts look at data-keys of the page; the choice is kept by the browser.
(() => {
  "use strict";

  const KEPT = "hea-keys";
  const root = document.documentElement;

  function kept() {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null; // storage is not allowed: the choice holds for this page
    }
  }

  function choose(state) {
    root.dataset.keys = state;
    const button = document.querySelector("[data-keys-switch]");
    button.textContent = `Switch single-letter keys ${state === "on" ? "off" : "on"}`;
    button.hidden = false;
  }

  choose(kept() === "off" ? "off" : "on");
  document.querySelector("[data-keys-switch]").addEventListener("click", () => {
    const state = root.dataset.keys === "off" ? "on" : "off";
    choose(state);
    try {
      localStorage.setItem(KEPT, state);
    } catch {
      // see kept()
    }
  });
})();
