// What of a notebook is folded because it names the answer of a prediction. While nothing runs, the
// lab extension folds it; once a prediction is on the page, the prediction does.
//
// The notebook says which cells explain, by their tag. Each run of such cells belongs to what asks
// between it and the run before. A folded cell is hidden "until found": the search of the browser
// still finds it and opens it, and print shows it.

export const EXPLAINS = "explain"; // the tag
export const TOLD = "lessons-folds"; // by predictions, of what they have folded
export const LOOKED = "lessonsLooked"; // of a cell that was opened while nothing ran
const SEARCH = ".jp-DocumentSearch-overlay"; // JupyterLab's own search of a notebook
const FOLDED = "until-found";

// Each run of cells that explain, with what the cells before it ask.
/**
 * @template Cell, Asking
 * @param {Iterable<Cell>} cells
 * @param {object} told
 * @param {(cell: Cell) => boolean} told.explains
 * @param {(cell: Cell, place: number) => Asking[]} told.asks
 * @returns {{ asking: Asking[], cells: Cell[] }[]}
 */
export function runsOf(cells, { explains, asks }) {
  /** @type {{ asking: Asking[], cells: Cell[] }[]} */
  const runs = [];
  /** @type {Asking[]} */
  let asking = [];
  let isOpen = false;
  [...cells].forEach((cell, place) => {
    const isOne = explains(cell);
    if (isOne && !isOpen) runs.push({ asking, cells: [] });
    if (isOne) runs.at(-1)?.cells.push(cell);
    else {
      if (isOpen) asking = [];
      asking.push(...asks(cell, place));
    }
    isOpen = isOne;
  });
  return runs;
}

/** @param {HTMLElement} node */
export function fold(node) {
  if (node.getAttribute("hidden") !== FOLDED) node.setAttribute("hidden", FOLDED);
}

// Whether JupyterLab's own search of a notebook is open: it makes the cell of a match the active
// one, and so does walking by key.
/** @type {(node: HTMLElement) => boolean} */
export const isSearched = (node) =>
  Boolean(node.closest(".jp-Document, #main")?.querySelector(SEARCH)?.checkVisibility());
