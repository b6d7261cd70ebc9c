// A table in a lesson's text that is wider than its page scrolls sideways: then it is a stop of the
// keyboard, and only then.

const TEXTS = ".jp-RenderedMarkdown table";

export class Tables {
  constructor() {
    this.sized = new ResizeObserver((sizes) => {
      for (const { target: table } of sizes) {
        if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
        else table.removeAttribute("tabindex");
      }
    });
    this.set = new MutationObserver((changes) => {
      for (const { target } of changes) this.reach(target);
    });
  }

  reach(place) {
    for (const table of place.querySelectorAll(TEXTS)) this.sized.observe(table);
  }

  // JupyterLab sets a cell's text when it first comes into view, and anew after it was edited.
  watch(cells) {
    for (const { model, node } of cells) {
      if (model.type !== "markdown") continue;
      this.set.observe(node, { childList: true, subtree: true });
      this.reach(node);
    }
  }

  close() {
    this.sized.disconnect();
    this.set.disconnect();
  }
}
