// In a lesson's text no end of a line parts a number from what it counts. The server hands the
// pattern over; code stays as it is, because it may be copied.

import { held } from "./held.js";

const TEXTS = ".jp-RenderedMarkdown";
const CODE = "code, pre";

export class Unbroken {
  /**
   * @param {HTMLElement} place
   * @param {string} pattern
   */
  constructor(place, pattern) {
    this.place = place;
    this.pattern = new RegExp(pattern, "g");
  }

  hold() {
    for (const text of this.place.querySelectorAll(TEXTS)) {
      const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (nodes.nextNode()) this.holdWithin(/** @type {Text} */ (nodes.currentNode));
    }
  }

  /** @param {Text} node */
  holdWithin(node) {
    if (node.parentElement?.closest(CODE)) return;
    const text = held(node.data, this.pattern);
    if (text !== node.data) node.data = text;
  }
}
