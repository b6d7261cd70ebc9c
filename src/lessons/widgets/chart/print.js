// Paper: before a page is printed its charts are drawn as wide as paper is and in light colours, and
// afterwards as before. One listener for all charts, as they share the page's one mark of it.

import { shared } from "../../server/labextension/static/shared.js";

/** @import { Picture } from "./picture.js" */

const PRINTING = "lessons-printing";
/** @type {Set<Picture>} */
const DRAWN = shared("drawn", () => new Set());

/** @param {boolean} isPrinting */
function redrawFor(isPrinting) {
  document.documentElement.classList.toggle(PRINTING, isPrinting);
  for (const picture of DRAWN) picture.settle();
}

shared("redraws", () => {
  addEventListener("beforeprint", () => redrawFor(true));
  addEventListener("afterprint", () => redrawFor(false));
  return true;
});

// Keeps a picture fit for printing until `signal` says that it is gone.
/**
 * @param {Picture} picture
 * @param {AbortSignal} signal
 */
export function printWell(picture, signal) {
  DRAWN.add(picture);
  signal.addEventListener("abort", () => DRAWN.delete(picture));
}
