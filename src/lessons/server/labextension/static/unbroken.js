// In a lesson's text no end of a line parts a number from what it counts. The server hands the
// pattern over; code stays as it is, because it may be copied.

const TEXTS = ".jp-RenderedMarkdown";
const CODE = "code, pre";
const HELD = "\u00a0"; // a space at which no line ends

export class Unbroken {
  constructor(place, pattern) {
    Object.assign(this, { place, pattern: new RegExp(pattern, "g") });
    this.set = new MutationObserver(() => this.hold());
  }

  hold() {
    for (const text of this.place.querySelectorAll(TEXTS)) {
      const words = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (words.nextNode()) this.holdWithin(words.currentNode);
    }
  }

  holdWithin(node) {
    if (node.parentElement.closest(CODE)) return;
    const held = node.data.replace(this.pattern, (_, before, after) => (before ?? after) + HELD);
    if (held !== node.data) node.data = held;
  }

  // JupyterLab sets a cell's text when it first comes into view, and anew after it was edited.
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
