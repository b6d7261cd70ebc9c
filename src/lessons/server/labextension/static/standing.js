// Where the learner stands in a lesson. JupyterLab goes to the last cell when all are run; here
// the page is held where it was until it has settled, or until the learner goes elsewhere.

import { untilElsewhere } from "./elsewhere.js";

/** @import { Cell, Notebook } from "../../jupyterlab.d.ts" */

const SETTLED_AFTER = 1000; // milliseconds after the last cell was run
const SENT_WITHIN = 1000; // milliseconds from the start of a run, in which JupyterLab goes anywhere

/**
 * A cell, how far its top is from the window's, and how far the page was scrolled then.
 * @typedef {{ cell: Cell, distance: number, scrolled: number }} Place
 */

export class Standing {
  isHolding = false;
  /** @type {Place | undefined} */
  place;

  /** @param {Notebook} notebook */
  constructor(notebook) {
    this.notebook = notebook;
    this.outer = notebook.node.querySelector(".jp-WindowedPanel-outer") ?? notebook.node;
    this.active = [notebook.activeCellIndex, notebook.activeCellIndex];
    notebook.activeCellChanged.connect(() => {
      this.active = [this.active[1], notebook.activeCellIndex];
    });
    this.outer.addEventListener("scroll", () => this.remember());
    this.remember();
  }

  // The first cell that can be seen, and how far its top is from the top of the window.
  remember() {
    if (this.isHolding) return;
    const { top } = this.outer.getBoundingClientRect();
    const cells = this.notebook.widgets;
    const first = cells.findIndex(({ node }) =>
      node.isConnected && node.getBoundingClientRect().bottom > top
    );
    if (first < 0) return;
    const distance = cells[first].node.getBoundingClientRect().top - top;
    this.place = { cell: cells[first], distance, scrolled: this.outer.scrollTop };
  }

  // Called when the page has been sent to its end already, but has not told of it yet.
  hold() {
    const { place, notebook, outer } = this;
    const end = notebook.widgets.length - 1;
    if (notebook.activeCellIndex === end) notebook.activeCellIndex = this.active[0];
    this.isHolding = Boolean(place);
    const gone = untilElsewhere();
    gone.signal.addEventListener("abort", () => (this.isHolding = false));
    const release = () => gone.abort();
    const start = performance.now();
    let at = outer.scrollTop;
    const settle = () => {
      if (!this.isHolding || !place || place.cell.isDisposed) return release();
      const isScrolled = Math.abs(outer.scrollTop - at) > 1;
      // On a slow machine JupyterLab goes to the end later than that.
      const isLate = performance.now() > start + SENT_WITHIN && !this.isAtEnd();
      // A search, a link or a reader of the screen goes elsewhere without any key of this page.
      if (isLate && isScrolled && Math.abs(this.off(place)) > 1) return release();
      this.put(place);
      at = outer.scrollTop;
      requestAnimationFrame(settle);
    };
    settle();
    return { end: () => setTimeout(release, SETTLED_AFTER) };
  }

  isAtEnd() {
    const last = this.notebook.widgets.at(-1)?.node;
    const { bottom } = this.outer.getBoundingClientRect();
    return last?.isConnected === true && last.getBoundingClientRect().top < bottom;
  }

  // How far the cell is from where it was, in pixels.
  /** @param {Place} place */
  off({ cell, distance }) {
    return cell.node.getBoundingClientRect().top - this.outer.getBoundingClientRect().top -
      distance;
  }

  /** @param {Place} place */
  put(place) {
    const { cell, scrolled } = place;
    if (!cell.node.isConnected) this.outer.scrollTop = scrolled;
    else if (Math.abs(this.off(place)) > 1) this.outer.scrollTop += this.off(place);
  }
}
