// The page's side of a question. It knows what is asked and no more: what is right, the hints and
// the solution stay in the kernel until they are asked for.

import { tellDone } from "../my_work/done.js";
import { TOLD } from "../server/labextension/static/folding.js";
import { shared } from "../server/labextension/static/shared.js";
import { options } from "../widgets/controls/options.js";
import { NUMBER_BOX } from "../widgets/controls/typed_number.js";
import { answered } from "../widgets/kernel.js";
import { button, element, filled, same, unbroken } from "../widgets/page.js";
import { DRAFTS, keepDraft } from "./drafts.js";
import { tellVerdict } from "./verdict.js";

/** @import { Given, Manager, Model, Phrases } from "../widgets/types.d.ts" */

const SAID = "lessons-panel-said lessons-verdict";
const RATED = ["near", "wrong", "right"]; // levels of an answer that counted

/**
 * @typedef {object} Asked
 * @property {string} ask
 * @property {"one" | "several" | "number"} kind
 * @property {string[]} options
 * @property {number[]} order
 * @property {string} unit
 * @property {number} hint_count
 * @property {string[]} hidden_by  names of the predictions that show the explorer it is about
 */

/**
 * What became of it: `given` is places of options, or a number as it was typed.
 * @typedef {object} Answered
 * @property {number[] | string | null} given
 * @property {string} level
 * @property {string} message
 * @property {number} tries
 * @property {boolean} is_out  whether the right answer has been named
 * @property {string[]} hints
 * @property {string} solution
 * @property {string} notice
 */

/** @typedef {{ asked: Asked, state: Answered, phrases: Phrases, controls: string }} State */

class Question {
  /** @type {ReturnType<typeof options> | undefined} */
  choice;
  /** @type {HTMLInputElement} */
  box; // of a number

  /**
   * @param {Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.phrases = model.get("phrases");
    this.root = element(el, "section", {
      class: "lessons-question lessons-panel lessons-buttons",
      "aria-label": model.get("asked").ask,
    });
    this.waits = element(
      this.root,
      "p",
      { class: "lessons-question-waits", hidden: "" },
      this.phrases.explorer_hidden,
    );
    this.controlsPlace = element(this.root, "div");
    this.buildAnswer();
    const bar = element(this.root, "div", { class: "lessons-panel-bar" });
    this.check = button(bar, this.phrases.check, () => this.send());
    this.check.className = "lessons-primary";
    this.hint = button(bar, "", () => model.send({ kind: "hint" }));
    this.solution = button(bar, this.phrases.show_solution, () => model.send({ kind: "solution" }));
    // One live region: whatever is said reaches a screen reader too.
    this.said = element(this.root, "div", { class: "lessons-question-said", role: "status" });
    this.follow();
  }

  buildAnswer() {
    const { ask, kind, options: texts, order, unit } = this.model.get("asked");
    const given = DRAFTS.get(ask) ?? this.model.get("state").given;
    const changed = () => keepDraft(ask, this.given());
    if (kind !== "number") {
      const chosen = Array.isArray(given) ? given : [];
      this.choice = options(this.root, {
        legend: ask,
        texts,
        order,
        several: kind === "several",
        chosen,
        changed,
      });
      return;
    }
    const line = element(this.root, "label", { class: "lessons-question-number" });
    element(line, "span", {}, ask);
    this.box = element(line, "input", {
      ...NUMBER_BOX,
      "aria-label": `${ask} ${this.phrases.your_answer}`,
    });
    this.box.value = typeof given === "string" ? given : "";
    element(line, "span", { class: "lessons-question-unit" }, unit);
    this.box.addEventListener("input", changed);
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.send();
    });
  }

  given() {
    return this.choice ? this.choice.chosen() : this.box.value;
  }

  send() {
    this.model.send({ kind: "answer", given: this.given() });
  }

  follow() {
    const { given, level, message, tries, hints, solution, notice, is_out: isOut } = this.model.get(
      "state",
    );
    const { ask, hint_count: count } = this.model.get("asked");
    // What counted as an answer is kept by the kernel.
    if (RATED.includes(level) && same(given, DRAFTS.get(ask))) keepDraft(ask);
    const isHelped = isOut || hints.length >= count; // nothing is left but the solution
    this.hint.hidden = isHelped;
    this.hint.textContent = filled(this.phrases.hint, { number: hints.length + 1, count });
    this.solution.hidden = !isHelped || solution !== "";
    this.say([
      ...hints.map((text, place) => [`hint ${place}`, text]),
      ["solution", solution && `${this.phrases.solution}: ${solution}`],
      // Each answer has a line of its own: the same words said once more are read out once more.
      [`verdict ${tries}`, message, level],
      ["notice", notice],
    ]);
  }

  lines() {
    return [...this.said.querySelectorAll("p")];
  }

  // Only what is new is added: a screen reader reads the new line, not all of them once more.
  /** @param {string[][]} all  of each line its key, its text and its level, if it has one */
  say(all) {
    const lines = all.filter(([, text]) => text);
    for (const old of this.lines()) {
      /** @param {string[]} line */
      const stands = ([key, text]) => old.dataset.key === key && old.textContent === unbroken(text);
      if (!lines.some(stands)) old.remove();
    }
    for (const [key, text, level] of lines) {
      if (!this.lines().some((shown) => shown.dataset.key === key)) {
        tellVerdict(element(this.said, "p", { class: SAID, "data-key": key }), level ?? "", text);
      }
    }
  }
}

// A question about an explorer that a prediction still hides says what to do first. What hides it
// is known to the predictions of this notebook; see fold.js.
/**
 * @param {Question} question
 * @param {Manager} notebook
 * @param {{ model: Model<State>, signal: AbortSignal }} given
 */
function watchExplorer(question, notebook, { model, signal }) {
  const { hidden_by: names } = model.get("asked");
  /** @type {WeakMap<Manager, { hide(names: string[]): boolean }>} */
  const folds = shared("folds", () => new WeakMap());
  const look = () => {
    question.waits.hidden = !folds.get(notebook)?.hide(names);
  };
  document.addEventListener(TOLD, look, { signal });
  look();
}

/** @param {Given<State>} given */
async function render({ model, el, signal, host }) {
  const question = new Question(model, el);
  if (model.widget_manager) watchExplorer(question, model.widget_manager, { model, signal });
  const follow = () => {
    question.follow();
    tellDone();
  };
  model.on("change:state", follow);
  signal.addEventListener("abort", () => model.off("change:state", follow));
  if (model.get("controls")) {
    element(question.controlsPlace, "p", {}, question.phrases.set_inputs);
    const at = element(question.controlsPlace, "div");
    await (await host.getWidget(model.get("controls"))).render({ el: at, signal });
  }
}

export default { render: answered(render) };
