// A link of a lesson to a cell of its own, such as from a word to what it means. A page of Voilà
// follows it by itself. JupyterLab is told to, and the keyboard goes there as well.

import { untilElsewhere } from "./elsewhere.js";

/** @import { Notebook } from "../../jupyterlab.d.ts" */

const WITHIN = "#cell-id=";

/** @param {Notebook} notebook */
export function followWithin(notebook) {
  notebook.node.addEventListener("click", async (event) => {
    const link = event.target instanceof Element && event.target.closest(`a[href^="${WITHIN}"]`);
    const hash = (link && link.getAttribute("href")) || "";
    const id = hash.slice(WITHIN.length);
    const place = notebook.widgets.findIndex(({ model }) => model.id === id);
    if (place < 0) return;
    event.preventDefault();
    const { node } = notebook.widgets[place];
    // A folded explanation opens, as it does for the search of the browser.
    if (node.hidden) node.dispatchEvent(new Event("beforematch", { bubbles: true }));
    await notebook.setFragment(hash);
    notebook.activeCellIndex = place;
    keepFocus(node, notebook.node);
  });
}

// JupyterLab takes cells off the page and puts them back while it scrolls, which loses the focus.
// It is given back until the reader goes elsewhere.
/**
 * @param {HTMLElement} node
 * @param {HTMLElement} within
 */
function keepFocus(node, within) {
  const give = () => {
    if (document.activeElement === document.body) node.focus({ preventScroll: true });
  };
  const back = new MutationObserver(give);
  back.observe(within, { childList: true, subtree: true });
  untilElsewhere().signal.addEventListener("abort", () => back.disconnect());
  node.focus({ preventScroll: true });
}
