// What an answer or a prediction is worth: in words, with a mark that differs in its shape, so that
// it can be told apart without its colour. The words say all of it to whoever hears the page.

import { drawn } from "../widgets/drawn.js";
import { unbroken } from "../widgets/page.js";

/** @type {Record<string, [outline: string, sign: string]>} */
const SHAPES = {
  right: ["circle", "M4.5 8.3 7 10.8 11.5 5.7"],
  near: ["circle", "M4.3 9c1.2-2.2 2.4-2.2 3.7-1s2.5 1.2 3.7-1"],
  wrong: ["square", "M5 5 11 11M11 5 5 11"],
  blank: ["circle", "M8 4.2v4.6M8 11.2v.8"],
};
/** @type {Record<string, string>} */
const OUTLINES = { circle: "M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1z", square: "M1.5 1.5h13v13h-13z" };

/**
 * @param {HTMLElement} line
 * @param {string} level
 */
function addMark(line, level) {
  const mark = drawn(line, "svg", {
    class: "lessons-verdict-mark",
    viewBox: "0 0 16 16",
    "aria-hidden": "true",
  });
  const [outline, sign] = SHAPES[level];
  for (const path of [OUTLINES[outline], sign]) drawn(mark, "path", { d: path });
  line.prepend(mark);
}

// A number of the wrong kind is as little of an answer as none.
/**
 * @param {HTMLElement} line
 * @param {string} level
 * @param {string} text
 */
export function tellVerdict(line, level, text) {
  line.textContent = unbroken(text);
  const shown = level === "kind" ? "blank" : level;
  if (shown in SHAPES && text) {
    line.dataset.level = shown;
    addMark(line, shown);
  } else delete line.dataset.level;
}
