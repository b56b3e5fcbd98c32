"use strict";
// The page works without this. It gathers the code behind one button, shows where in the
// navigation we are, and leaves out tab stops where nothing scrolls.
(() => {
  const toggle = document.querySelector(".toggle");
  if (toggle) {
    const cells = document.querySelectorAll("details.code");
    toggle.hidden = cells.length === 0;
    toggle.addEventListener("click", () => {
      const shown = document.documentElement.classList.toggle("with-code");
      toggle.setAttribute("aria-expanded", String(shown));
      toggle.textContent = shown ? toggle.dataset.hide : toggle.dataset.show;
      cells.forEach((cell) => { cell.open = shown; });
    });
  }
  const current = document.querySelector(".top nav [aria-current]");
  if (current) {
    const nav = current.closest("nav");
    nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
  }
  const frames = document.querySelectorAll(".frame");
  function tabStops() {
    frames.forEach((frame) => {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    });
  }
  // A link to the codings behind a number leads into what is folded.
  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    let folded = target.closest("details");
    if (!folded) return;
    while (folded) {
      folded.open = true;
      folded = folded.parentElement.closest("details");
    }
    target.scrollIntoView();
  }
  unfold();
  addEventListener("hashchange", unfold);
  tabStops();
  addEventListener("resize", tabStops);
  document.addEventListener("toggle", tabStops, true);
})();
