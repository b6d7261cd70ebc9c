// Parts of a lesson that JupyterLab gave up: it waits two seconds for a widget to come back from its
// kernel, and then looks no more, not even when the widget came while the page was busy. So each is
// shown once more; what does not come then is missed.

/** @import { Cell, Notebook, Output } from "../../jupyterlab.d.ts" */

const SAID = "Error displaying widget"; // by JupyterLab, in place of the part
const GIVEN_UP = "jupyter-widgets"; // the class that comes with it

export class Unshown {
  /** @type {WeakSet<Output>} */
  shownAgain = new WeakSet();

  /** @param {Notebook} notebook */
  constructor(notebook) {
    this.notebook = notebook;
  }

  /**
   * Show once more whatever was given up.
   *
   * @returns {{ isTried: boolean, isMissed: boolean }} Whether a part was shown once more now, and
   * whether one was before, in vain.
   */
  look() {
    const all = this.notebook.widgets.flatMap((cell) => [...givenUp(cell)]);
    const tried = all.filter(({ output }) => !this.shownAgain.has(output));
    for (const { output, show } of tried) {
      this.shownAgain.add(output);
      output.removeClass(GIVEN_UP);
      show();
    }
    return { isTried: tried.length > 0, isMissed: tried.length < all.length };
  }
}

/** @param {Cell} cell */
function* givenUp({ outputArea }) {
  for (const [at, panel] of (outputArea?.widgets ?? []).entries()) {
    for (const output of panel.children()) {
      if (!output.node.firstChild?.nodeValue?.startsWith(SAID)) continue;
      yield { output, show: () => output.renderModel?.(outputArea?.model.get(at)) };
    }
  }
}
