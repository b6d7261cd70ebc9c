// A text box for a number: `taken` hears of the number, `refused` of a text that is none or may be
// two, and `left` of the text that stood there before.

import { element } from "../page.js";
import { NUMBER_BOX } from "./typed_number.js";

/** @import { Numbers } from "./numbers.js" */

export class NumberBox {
  written = ""; // what was put here last
  isEdited = false;

  /**
   * @param {HTMLElement} place
   * @param {Numbers} numbers
   * @param {Record<string, string>} attributes
   * @param {object} told
   * @param {number} told.longest
   * @param {(number: number) => void} told.taken
   * @param {(typed: string, read: string[]) => void} told.refused  with what it may mean
   * @param {() => void} told.left
   */
  constructor(place, numbers, attributes, { longest, taken, refused, left }) {
    this.numbers = numbers;
    this.taken = taken;
    this.refused = refused;
    this.left = left;
    this.box = element(place, "input", { ...NUMBER_BOX, ...attributes });
    this.box.style.setProperty("--letters", String(longest));
    this.box.addEventListener("input", () => (this.isEdited = true));
    this.box.addEventListener("change", () => this.typed());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.typed();
    });
  }

  /** @param {number} value */
  show(value) {
    this.written = this.numbers.written(value);
    this.box.value = this.written;
  }

  typed() {
    // Enter and leaving the box both end here; the second one finds nothing new.
    if (!this.isEdited) return;
    this.isEdited = false;
    if (this.box.value === this.written) return this.left();
    const typed = this.box.value.trim();
    const read = this.numbers.read(typed);
    if (read.length === 1) this.taken(read[0]);
    else this.refused(typed, read.map((value) => this.numbers.written(value)));
  }
}
