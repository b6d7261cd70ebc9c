// The page's side of the learner's progress.

import { download } from "../widgets/download.js";
import { answered } from "../widgets/kernel.js";
import { button, element, same, unbroken } from "../widgets/page.js";
import { reachScrolled } from "../widgets/scrolled.js";
import { DONE } from "./done.js";

/** @import { Given, Heard, Manager, Model, Phrases } from "../widgets/types.d.ts" */

/** @typedef {{ step: string, left: string, notebook: string, cell: string }} Ahead */

/**
 * @typedef {object} State
 * @property {Phrases & { progress_columns: any }} phrases
 * @property {boolean} is_kept
 * @property {boolean} can_hand_in
 * @property {{ rows: string[][], ahead: Ahead, not_kept: string, message: string }} state
 */

class Progress {
  /** @type {HTMLElement | undefined} */
  ahead;
  /** @type {HTMLElement | undefined} */
  table; // none where nothing is kept
  /** @type {HTMLButtonElement} */
  reset;
  /** @type {HTMLElement} */
  said;
  asked = false; // whether the next press forgets all
  /** @type {Ahead | undefined} */
  told;

  /**
   * @param {Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.phrases = model.get("phrases");
    const { progress, kept, save_receipt: save } = this.phrases;
    const root = element(el, "section", {
      class: "lessons-progress lessons-panel lessons-buttons",
      "aria-label": progress,
    });
    element(root, "p", { class: "lessons-panel-ask" }, progress);
    const isKept = model.get("is_kept");
    if (isKept) {
      this.ahead = element(root, "div", { class: "lessons-progress-ahead" });
      this.table = element(root, "div", {
        class: "lessons-progress-table",
        role: "group",
        "aria-label": progress,
      });
    }
    this.kept = element(root, "p", { class: "lessons-progress-kept" }, kept);
    if (!this.table) return;
    const bar = element(root, "div", { class: "lessons-panel-bar" });
    button(bar, save, () => model.send({ kind: "receipt" }));
    if (model.get("can_hand_in")) {
      button(bar, this.phrases.hand_in, () => model.send({ kind: "hand_in" }));
    }
    this.reset = button(bar, this.phrases.reset_progress, (event) => this.sure(event));
    this.said = element(root, "p", { class: "lessons-panel-said", role: "status" });
    this.follow();
  }

  // What cannot be undone takes two presses, and no double one.
  /** @param {MouseEvent} event */
  sure({ detail: presses }) {
    if (presses > 1) return;
    if (this.asked) this.model.send({ kind: "reset" });
    this.asked = !this.asked;
    this.reset.textContent = this.phrases[this.asked ? "reset_sure" : "reset_progress"];
  }

  /**
   * @param {HTMLElement} place
   * @param {Ahead} ahead
   */
  tell(place, ahead) {
    if (same(ahead, this.told)) return; // the keyboard may stand on the link
    this.told = ahead;
    place.replaceChildren();
    const { step, left, notebook } = ahead;
    const line = element(place, "p");
    if (notebook) linkTo(element(line, "a", {}, step), this.model.widget_manager, ahead);
    else line.textContent = unbroken(step);
    if (left) element(place, "p", {}, left);
  }

  follow() {
    if (!this.table || !this.ahead) return;
    const { rows, ahead, not_kept: notKept, message } = this.model.get("state");
    this.said.textContent = message;
    this.kept.textContent = notKept || this.phrases.kept;
    this.tell(this.ahead, ahead);
    this.table.replaceChildren();
    if (!rows.length) {
      element(this.table, "p", {}, this.phrases.progress_none);
      return;
    }
    const table = element(this.table, "table");
    const head = element(element(table, "thead"), "tr");
    for (const name of this.phrases.progress_columns) element(head, "th", { scope: "col" }, name);
    const body = element(table, "tbody");
    for (const [title, ...cells] of rows) {
      const line = element(body, "tr");
      element(line, "th", { scope: "row" }, title);
      for (const text of cells) element(line, "td", {}, text);
    }
  }
}

// Leads to a cell of a lesson. JupyterLab opens it beside the others, with a handler of its own for
// links; elsewhere it is a link as any other.
/**
 * @param {HTMLElement} link
 * @param {Manager | undefined} lab
 * @param {Ahead} ahead
 */
function linkTo(link, lab, { notebook, cell }) {
  const id = `#cell-id=${cell}`;
  link.setAttribute("href", `${notebook}${id}`);
  const here = lab?.context?.path.replace(/[^/]*$/, "");
  lab?.rendermime?.linkHandler?.handleLink(link, `${here}${notebook}`, id);
}

/** @param {Given<State>} given */
function render({ model, el, signal }) {
  const panel = new Progress(model, el);
  if (panel.table) reachScrolled(panel.table, signal);
  const follow = () => panel.follow();
  /** @type {Heard} */
  const heard = ({ kind, name, text }) => {
    if (kind === "receipt") download(name, text, "application/json");
  };
  model.on("change:state", follow);
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => {
    model.off("change:state", follow);
    model.off("msg:custom", heard);
  });
  // What is done in any notebook on this page is heard of at once; what is done elsewhere, when the
  // panel is looked at.
  const renew = () => model.send({ kind: "renew" });
  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) renew();
  });
  seen.observe(el);
  document.addEventListener(DONE, renew);
  signal.addEventListener("abort", () => {
    seen.disconnect();
    document.removeEventListener(DONE, renew);
  });
}

export default { render: answered(render) };
