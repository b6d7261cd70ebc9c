// In a lesson's text no end of a line parts a number from what it counts. The server hands the
// pattern over; code stays as it is, because it may be copied.

import { held } from "./held.js";

/** @import { Cell } from "../../jupyterlab.d.ts" */

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
    this.set = new MutationObserver(() => this.hold());
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

  // JupyterLab sets a cell's text when it first comes into view, and anew after it was edited.
  /** @param {Iterable<Cell>} cells */
  watch(cells) {
    for (const { model, node } of cells) {
      if (model.type === "markdown") this.set.observe(node, { childList: true, subtree: true });
    }
    this.hold();
  }

  close() {
    this.set.disconnect();
  }
}
