// The explanation after a prediction names its answer. Where predictions run, the page folds it
// until the learner has committed or has chosen to look; where none runs, it is simply there.

import {
  EXPLAINS,
  fold,
  isSearched,
  LOOKED,
  runsOf,
  TOLD,
} from "../server/labextension/static/folding.js";

const FOLDS = Symbol.for("lessons.folds"); // of each notebook, shared by all its widgets

const cellOf = (part) => part.closest(".jp-Cell");

class Folds {
  constructor(notebook) {
    Object.assign(this, { notebook, guards: new Set(), folded: new Set(), places: new Set() });
    this.attached = new MutationObserver(() => this.renew());
    this.searched = new MutationObserver((changes) => this.search(changes));
    this.sized = new ResizeObserver(() => this.renew()); // also once a guard comes to the page
  }

  join(guard, signal) {
    this.guards.add(guard);
    this.sized.observe(guard.root);
    signal.addEventListener("abort", () => {
      this.guards.delete(guard);
      this.sized.unobserve(guard.root);
      this.renew();
    });
    this.renew();
  }

  // What the notebook knows of its cells; nothing where a page holds one notebook, ready to read.
  get known() {
    return this.notebook.context?.model?.cells;
  }

  // JupyterLab's page may hold a part of the cells alone, so there the notebook is asked.
  cells() {
    const nodes = [...this.places].flatMap((place) => [...place.querySelectorAll(".jp-Cell")]);
    const { known } = this;
    if (!known) {
      const tagged = `.celltag_${EXPLAINS}`;
      return nodes.map((node) => ({
        node, explains: node.matches(tagged) || Boolean(node.querySelector(tagged)),
      }));
    }
    const shown = new Map(nodes.map((node) => [Number(node.dataset.windowedListIndex), node]));
    return [...known].map((cell, place) => ({
      node: shown.get(place), explains: Boolean(cell.getMetadata("tags")?.includes(EXPLAINS)),
    }));
  }

  // Each run of cells that explain, with the predictions that it waits for.
  runs() {
    const asking = new Map();
    for (const guard of this.guards) {
      const cell = cellOf(guard.root);
      if (cell?.parentElement) this.watch(this.known ? cell.parentElement : document.body);
      if (cell) asking.set(cell, [...(asking.get(cell) ?? []), guard]);
    }
    const detached = new Map([...asking].map(([cell, all]) => [cell.dataset.windowedListIndex, all]));
    const runs = runsOf(this.cells(), {
      explains: (cell) => cell.explains,
      asks: ({ node }, place) => asking.get(node) ?? detached.get(String(place)) ?? [],
    });
    return runs.map(({ asking: guards, cells }) => ({
      guards, nodes: cells.flatMap(({ node }) => node ?? []),
    }));
  }

  watch(place) {
    if (this.places.has(place)) return;
    this.places.add(place);
    this.attached.observe(place, { childList: true });
    place.addEventListener("beforematch", ({ target }) => this.found(target));
  }

  renew() {
    const runs = this.runs();
    const folded = new Set();
    const marked = new Set();
    for (const { guards, nodes } of runs) {
      if (nodes.some(({ dataset }) => LOOKED in dataset)) {
        for (const guard of guards) guard.isLooked = true;
      }
      // What was folded while nothing ran is theirs from now on.
      if (guards.length) for (const node of nodes) this.folded.add(node);
      if (!guards.some((guard) => guard.isClosed)) continue;
      for (const node of nodes) folded.add(node);
      marked.add(guards.at(-1)); // the sentence stands where the fold is
    }
    for (const guard of this.guards) guard.markFold(marked.has(guard));
    for (const node of this.folded) if (!folded.has(node)) node.removeAttribute("hidden");
    this.searched.disconnect();
    for (const node of folded) {
      fold(node);
      this.searched.observe(node, { attributeFilter: ["class"] });
    }
    this.folded = folded;
    document.dispatchEvent(new Event(TOLD));
  }

  // Opens the explanation that a prediction or a cell belongs to, and returns it.
  open(belongs) {
    const run = this.runs().find(belongs);
    for (const guard of run?.guards ?? []) guard.isLooked = true;
    this.renew();
    return run;
  }

  found(target) {
    const node = cellOf(target);
    if (this.folded.has(node)) this.open(({ nodes }) => nodes.includes(node));
  }

  search(changes) {
    const nodes = changes.map(({ target }) => target);
    const found = nodes.find((node) => node.classList.contains("jp-mod-active") && isSearched(node));
    if (found) this.found(found);
  }
}

export function foldsOf(notebook) {
  const all = (globalThis[FOLDS] ??= new WeakMap());
  if (!all.has(notebook)) all.set(notebook, new Folds(notebook));
  return all.get(notebook);
}
