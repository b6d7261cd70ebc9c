// Paper: before a page is printed its charts are drawn as wide as paper is and in light colours, and
// afterwards as before. One listener for all charts, as they share the page's one mark of it.

const PRINTING = "lessons-printing";
const DRAWN = (globalThis[Symbol.for("lessons.drawn")] ??= new Set());

const REDRAWS = Symbol.for("lessons.redraws");

function redrawFor(isPrinting) {
  document.documentElement.classList.toggle(PRINTING, isPrinting);
  for (const picture of DRAWN) picture.settle();
}

if (!globalThis[REDRAWS]) {
  globalThis[REDRAWS] = true;
  window.addEventListener("beforeprint", () => redrawFor(true));
  window.addEventListener("afterprint", () => redrawFor(false));
}

// Keeps a picture fit for printing until `signal` says that it is gone.
export function printWell(picture, signal) {
  DRAWN.add(picture);
  signal.addEventListener("abort", () => DRAWN.delete(picture));
}
