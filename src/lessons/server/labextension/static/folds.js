// What explains a prediction is folded as long as that prediction is asleep. Once the prediction is
// on the page it folds the cells itself, or shows them; it tells so each time, and then they are
// left to it.

import { EXPLAINS, fold, isSearched, LOOKED, runsOf, TOLD } from "./folding.js";

/** @import { Cell, Notebook, Words } from "../../jupyterlab.d.ts" */

const PREDICTION = ".lessons-prediction";

/** @type {(cell: Cell) => boolean} */
const explains = ({ model }) => Boolean(model.getMetadata("tags")?.includes(EXPLAINS));
/** @type {(run: Run) => HTMLElement} */
const placeOf = ({ asking }) => asking[asking.length - 1].node;
/** @type {(run: Run) => boolean} */
const isLooked = ({ cells }) => cells.some(({ node }) => LOOKED in node.dataset);

/** @typedef {{ asking: Cell[], cells: Cell[] }} Run */

export class Folds {
  /** @type {Set<HTMLElement>} */
  folded = new Set();
  /** @type {Map<HTMLElement, HTMLElement>} */
  notes = new Map(); // by the cell that each stands in

  /**
   * @param {Notebook} notebook
   * @param {Words} words
   */
  constructor(notebook, words) {
    this.notebook = notebook;
    this.words = words;
    notebook.node.addEventListener("beforematch", ({ target }) => this.found(target));
    notebook.activeCellChanged.connect((_, cell) => {
      if (cell && isSearched(notebook.node)) this.found(cell.node);
    });
    const renew = () => this.renew();
    document.addEventListener(TOLD, renew);
    notebook.disposed.connect(() => document.removeEventListener(TOLD, renew));
    this.renew();
  }

  // Each run of cells that explain, with the code before it that asks for a prediction.
  /** @returns {Run[]} */
  runs() {
    /** @type {(cell: Cell) => Cell[]} */
    const asks = (cell) => (cell.model.type === "code" ? [cell] : []);
    const runs = runsOf(this.notebook.widgets, { explains, asks });
    return runs.filter((run) => run.asking.length);
  }

  renew() {
    /** @type {Set<HTMLElement>} */
    const folded = new Set();
    /** @type {Set<HTMLElement>} */
    const awake = new Set();
    /** @type {Map<HTMLElement, Run>} */
    const notes = new Map();
    for (const run of this.runs()) {
      const isAwake = run.asking.some(({ node }) => node.querySelector(PREDICTION));
      for (const { node } of isAwake ? run.cells : []) awake.add(node);
      if (isAwake || isLooked(run)) continue;
      for (const { node } of run.cells) folded.add(node);
      notes.set(placeOf(run), run);
    }
    for (const node of this.folded) {
      if (!folded.has(node) && !awake.has(node)) node.removeAttribute("hidden");
    }
    for (const node of folded) fold(node);
    this.folded = folded;
    this.note(notes);
  }

  // The sentence stands where the prediction will.
  /** @param {Map<HTMLElement, Run>} places */
  note(places) {
    for (const [place, note] of this.notes) {
      if (places.has(place)) continue;
      note.remove();
      this.notes.delete(place);
    }
    for (const place of places.keys()) {
      if (!this.notes.has(place)) this.notes.set(place, this.build(place));
    }
  }

  /** @param {HTMLElement} place */
  build(place) {
    const note = place.appendChild(document.createElement("div"));
    note.className = "lessons-fold lessons-fold-asleep lessons-buttons";
    note.setAttribute("role", "note");
    note.appendChild(document.createElement("p")).textContent = this.words.folded;
    const look = note.appendChild(document.createElement("button"));
    look.type = "button";
    look.dataset.lmSuppressShortcuts = "true"; // Enter is the button's, not the notebook's
    look.textContent = this.words.folded_look;
    look.addEventListener("click", () => this.look(place));
    return note;
  }

  /** @param {HTMLElement} place */
  look(place) {
    const [first] = this.open((run) => placeOf(run) === place)?.cells ?? [];
    first?.node.setAttribute("tabindex", "-1");
    first?.node.focus();
    first?.node.scrollIntoView({ block: "nearest" });
  }

  /** @param {(run: Run) => boolean} belongs */
  open(belongs) {
    const run = this.runs().find(belongs);
    for (const { node } of run?.cells ?? []) node.dataset[LOOKED] = "";
    this.renew();
    return run;
  }

  /** @param {EventTarget | null} target */
  found(target) {
    const at = target instanceof Element && target.closest(".jp-Cell");
    if (at instanceof HTMLElement && this.folded.has(at)) {
      this.open(({ cells }) => cells.some(({ node }) => node === at));
    }
  }
}
