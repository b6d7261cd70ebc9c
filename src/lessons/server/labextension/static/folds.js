// What explains a prediction is folded as long as that prediction is asleep. Once the prediction is
// on the page it folds the cells itself, or shows them; it tells so each time, and then they are
// left to it.

import { EXPLAINS, fold, isSearched, LOOKED, runsOf, TOLD } from "./folding.js";

const PREDICTION = ".lessons-prediction";

const explains = ({ model }) => Boolean(model.getMetadata("tags")?.includes(EXPLAINS));
const isLooked = ({ cells }) => cells.some(({ node }) => LOOKED in node.dataset);

export class Folds {
  constructor(notebook, words) {
    Object.assign(this, { notebook, words, folded: new Set(), notes: new Map() });
    const found = ({ target }) => this.found(target);
    notebook.node.addEventListener("beforematch", found);
    notebook.activeCellChanged.connect((_, cell) => {
      if (cell && isSearched(notebook.node)) this.found(cell.node);
    });
    const renew = () => this.renew();
    document.addEventListener(TOLD, renew);
    notebook.disposed.connect(() => document.removeEventListener(TOLD, renew));
    this.renew();
  }

  // Each run of cells that explain, with the code before it that asks for a prediction.
  runs() {
    const asks = (cell) => (cell.model.type === "code" ? [cell] : []);
    const runs = runsOf(this.notebook.widgets, { explains, asks });
    return runs.filter((run) => run.asking.length);
  }

  renew() {
    const [folded, awake] = [new Set(), new Set()];
    const notes = new Map();
    for (const run of this.runs()) {
      const isAwake = run.asking.some(({ node }) => node.querySelector(PREDICTION));
      for (const { node } of isAwake ? run.cells : []) awake.add(node);
      if (isAwake || isLooked(run)) continue;
      for (const { node } of run.cells) folded.add(node);
      notes.set(run.asking.at(-1).node, run);
    }
    for (const node of this.folded) {
      if (!folded.has(node) && !awake.has(node)) node.removeAttribute("hidden");
    }
    for (const node of folded) fold(node);
    this.folded = folded;
    this.note(notes);
  }

  // The sentence stands where the prediction will.
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

  build(place) {
    const note = place.appendChild(document.createElement("div"));
    note.className = "lessons-fold lessons-fold-asleep";
    note.setAttribute("role", "note");
    note.appendChild(document.createElement("p")).textContent = this.words.folded;
    const look = note.appendChild(document.createElement("button"));
    look.type = "button";
    look.dataset.lmSuppressShortcuts = "true"; // Enter is the button's, not the notebook's
    look.textContent = this.words.folded_look;
    look.addEventListener("click", () => this.look(place));
    return note;
  }

  look(place) {
    const [first] = this.open(({ asking }) => asking.at(-1).node === place).cells;
    first.node.setAttribute("tabindex", "-1");
    first.node.focus();
    first.node.scrollIntoView({ block: "nearest" });
  }

  open(belongs) {
    const run = this.runs().find(belongs);
    for (const { node } of run.cells) node.dataset[LOOKED] = "";
    this.renew();
    return run;
  }

  found(target) {
    const at = target.closest(".jp-Cell");
    if (this.folded.has(at)) this.open(({ cells }) => cells.some(({ node }) => node === at));
  }
}
