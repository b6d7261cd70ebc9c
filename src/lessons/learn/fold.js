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
import { shared } from "../server/labextension/static/shared.js";

/** @import { Manager, Model } from "../widgets/types.d.ts" */

/** @type {(place: HTMLElement) => NodeListOf<HTMLElement>} */
const cellsIn = (place) => place.querySelectorAll(".jp-Cell");
/** @type {(part: Element) => HTMLElement | null} */
const cellOf = (part) => part.closest(".jp-Cell");

/**
 * A prediction, which keeps what explains it folded.
 * @typedef {object} Guard
 * @property {HTMLElement} root
 * @property {string} name
 * @property {boolean} isHiding
 * @property {boolean} isClosed
 * @property {boolean} isLooked
 * @property {Model<any>} model
 * @property {(isFolded: boolean) => void} markFold
 */

/** @typedef {{ guards: Guard[], nodes: HTMLElement[] }} Run */

class Folds {
  /** @type {Set<Guard>} */
  guards = new Set();
  /** @type {Set<HTMLElement>} */
  folded = new Set();
  /** @type {Set<HTMLElement>} */
  places = new Set(); // what is watched for cells that come and go

  /** @param {Manager} notebook */
  constructor(notebook) {
    this.notebook = notebook;
    this.attached = new MutationObserver(() => this.renew());
    this.searched = new MutationObserver((changes) => this.search(changes));
    this.sized = new ResizeObserver(() => this.renew()); // also once a guard comes to the page
  }

  /**
   * @param {Guard} guard
   * @param {AbortSignal} signal
   */
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
  /** @returns {{ node?: HTMLElement, explains: boolean }[]} */
  cells() {
    const nodes = [...this.places].flatMap((place) => [...cellsIn(place)]);
    const { known } = this;
    if (!known) {
      const tagged = `.celltag_${EXPLAINS}`;
      return nodes.map((node) => ({
        node,
        explains: node.matches(tagged) || Boolean(node.querySelector(tagged)),
      }));
    }
    const shown = new Map(nodes.map((node) => [Number(node.dataset.windowedListIndex), node]));
    return [...known].map((cell, place) => ({
      node: shown.get(place),
      explains: Boolean(cell.getMetadata("tags")?.includes(EXPLAINS)),
    }));
  }

  // Each run of cells that explain, with the predictions that it waits for.
  /** @returns {Run[]} */
  runs() {
    /** @type {Map<HTMLElement, Guard[]>} */
    const asking = new Map();
    for (const guard of this.guards) {
      const cell = cellOf(guard.root);
      if (cell?.parentElement) this.watch(this.known ? cell.parentElement : document.body);
      if (cell) asking.set(cell, [...(asking.get(cell) ?? []), guard]);
    }
    const detached = new Map(
      [...asking].map(([cell, all]) => [cell.dataset.windowedListIndex, all]),
    );
    const runs = runsOf(this.cells(), {
      explains: (cell) => cell.explains,
      asks: ({ node }, place) => (node && asking.get(node)) ?? detached.get(String(place)) ?? [],
    });
    return runs.map(({ asking: guards, cells }) => ({
      guards,
      nodes: cells.flatMap(({ node }) => node ?? []),
    }));
  }

  // Whether predictions of these names are here, and all of them still hide their explorer.
  /** @param {string[]} names */
  hide(names) {
    const named = [...this.guards].filter(({ name }) => names.includes(name));
    return named.length > 0 && named.every((guard) => guard.isHiding);
  }

  /** @param {HTMLElement} place */
  watch(place) {
    if (this.places.has(place)) return;
    this.places.add(place);
    this.attached.observe(place, { childList: true });
    place.addEventListener("beforematch", ({ target }) => this.found(target));
  }

  renew() {
    const runs = this.runs();
    /** @type {Set<HTMLElement>} */
    const folded = new Set();
    /** @type {Set<Guard | undefined>} */
    const marked = new Set();
    for (const { guards, nodes } of runs) {
      if (nodes.some(({ dataset }) => LOOKED in dataset)) {
        for (const guard of guards) guard.isLooked = true;
      }
      // What was folded while nothing ran is theirs from now on.
      if (guards.length) { for (const node of nodes) this.folded.add(node); }
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
  /** @param {(run: Run) => boolean} belongs */
  open(belongs) {
    const run = this.runs().find(belongs);
    for (const guard of run?.guards ?? []) guard.isLooked = true;
    this.renew();
    return run;
  }

  /** @param {EventTarget | null} target */
  found(target) {
    const node = target instanceof Element && cellOf(target);
    if (node && this.folded.has(node)) this.open(({ nodes }) => nodes.includes(node));
  }

  /** @param {MutationRecord[]} changes */
  search(changes) {
    const nodes = changes.map(({ target }) => /** @type {HTMLElement} */ (target));
    const found = nodes.find((node) =>
      node.classList.contains("jp-mod-active") && isSearched(node)
    );
    if (found) this.found(found);
  }
}

/**
 * @param {Manager} notebook
 * @returns {Folds}
 */
export function foldsOf(notebook) {
  /** @type {WeakMap<Manager, Folds>} */
  const all = shared("folds", () => new WeakMap()); // of each notebook, by all its widgets
  const folds = all.get(notebook) ?? new Folds(notebook);
  all.set(notebook, folds);
  return folds;
}
