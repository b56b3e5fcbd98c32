// Each note stands beside the word where its passage begins, or below the note before it. Without
// this it stands beside the beginning of its paragraph.
(() => {
  const notes = [...document.querySelectorAll(".note")];
  const beside = matchMedia("screen and (min-width: 60.01rem)");
  const places = notes.map((note) =>
    document.getElementById(note.querySelector("a").hash.slice(1)));
  function align() {
    notes.forEach((note) => { note.style.marginTop = ""; });
    if (!beside.matches) return;
    const seen = notes.map((note, at) => ({
      high: note.offsetHeight,
      paragraph: note.closest(".turn").getBoundingClientRect().top,
      begins: places[at].getBoundingClientRect().top,
    }));
    let below = -Infinity;
    notes.forEach((note, at) => {
      const { high, paragraph, begins } = seen[at];
      const natural = Math.max(paragraph, below);
      const gap = Math.max(below === natural ? 10 : 0, begins - natural);
      note.style.marginTop = `${gap}px`;
      below = natural + gap + high;
    });
  }
  document.fonts.ready.then(align);
  addEventListener("resize", align);
})();
