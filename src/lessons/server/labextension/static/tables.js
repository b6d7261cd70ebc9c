// A table in a lesson's text that is wider than its page scrolls sideways: then it is a stop of the
// keyboard, and only then.

const TEXTS = ".jp-RenderedMarkdown table";

export class Tables {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    // Of the whole place: a table that is not in view does not hear that its room has changed.
    this.sized = new ResizeObserver(() => this.reach());
    this.sized.observe(place);
  }

  reach() {
    /** @type {NodeListOf<HTMLElement>} */
    const tables = this.place.querySelectorAll(TEXTS);
    for (const table of tables) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  }

  close() {
    this.sized.disconnect();
  }
}
