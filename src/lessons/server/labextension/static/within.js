// A link of a lesson to a cell of its own, such as from a word to what it means. A page of Voilà
// follows it by itself. JupyterLab is told to, and the keyboard goes there as well.

const WITHIN = "#cell-id=";

export function followWithin(notebook) {
  notebook.node.addEventListener("click", async (event) => {
    const hash = event.target.closest(`a[href^="${WITHIN}"]`)?.getAttribute("href");
    const id = hash?.slice(WITHIN.length);
    const place = notebook.widgets.findIndex(({ model }) => model.id === id);
    if (place < 0) return;
    event.preventDefault();
    const { node } = notebook.widgets[place];
    // A folded explanation opens, as it does for the search of the browser.
    if (node.hidden) node.dispatchEvent(new Event("beforematch", { bubbles: true }));
    await notebook.setFragment(hash);
    notebook.activeCellIndex = place;
    node.focus({ preventScroll: true });
  });
}
