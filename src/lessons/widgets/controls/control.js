// What all controls share. Every element is a native one, so that keyboard, touch and screen
// reader work as everywhere else on the machine.

import { button, element, filled, same, unbroken, unique } from "../page.js";

/** @import { Input, Phrases, Values } from "../types.d.ts" */

/**
 * What a panel gives to all of its controls.
 * @typedef {object} Settings
 * @property {Phrases} phrases
 * @property {string} locale
 * @property {(name: string, value: unknown) => void} moved
 * @property {Map<string, HTMLElement>} remarks by the row of a table that each stands under
 * @property {HTMLElement} [refusal] of a table, which has one for all its cells
 * @property {HTMLElement} [remark] of a row in a table, under which it stands
 * @property {HTMLElement} [under] where that is, and what is refused in the row is told of
 */

// A button in `line` that opens texts at the end of `place`. The first of them is the input's own,
// which a screen reader says with it; the others say what words mean to whoever asks.
/**
 * @param {HTMLElement} line
 * @param {HTMLElement} place
 * @param {{ id: string, label: string, texts: string[], phrases: Phrases }} given
 */
export function addHelp(line, place, { id, label, texts, phrases }) {
  const help = element(place, "div", { id, class: "lessons-control-help", hidden: "" });
  texts.forEach((text, place) => element(help, "p", place ? {} : { id: `${id}-own` }, text));
  const opener = button(line, "?", () => {
    help.hidden = !help.hidden;
    opener.setAttribute("aria-expanded", String(!help.hidden));
  });
  opener.className = "lessons-control-help-button";
  opener.setAttribute("aria-label", filled(phrases.help, { label }));
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", id);
}

// Says with what an input is not used, where that is so.
/** @type {(input: Input, values: Values) => string} */
export const unusedOf = ({ unused_with: by, unused }, values) =>
  by && same(values[by[0]], by[1]) ? unused : "";

/** @type {(place: HTMLElement, id: string) => HTMLElement} */
export const addRefusal = (place, id) =>
  element(place, "p", { id, class: "lessons-control-refusal", role: "alert" });

// One input: a line with its label, elements of its kind, the sentence that refuses what was
// entered, and its help. A kind adds its elements in `build` and puts a value on them in `show`.
/**
 * @template {Input} Kind
 * @template Value
 */
export class Control {
  /** @type {Value} */
  value;
  /** @type {HTMLElement} */
  place;
  /** @type {HTMLElement} */
  line;
  /** @type {HTMLElement} */
  refusal;
  /** @type {HTMLElement} */
  unused; // says with what it is not used, where that is so
  /** @type {Record<"aria-describedby", string>} */
  described;

  /**
   * @param {Kind} input
   * @param {Settings} settings
   */
  constructor(input, settings) {
    this.input = input;
    this.settings = settings;
    this.phrases = settings.phrases;
    this.id = unique();
  }

  /** @param {HTMLElement} place */
  addTo(place) {
    this.frame(place);
    return this;
  }

  /** @param {HTMLElement} place */
  frame(place) {
    const { input, id, phrases } = this;
    this.place = element(place, "div", { class: `lessons-control lessons-control-${input.kind}` });
    this.line = element(this.place, "div", { class: "lessons-control-line" });
    const described = [`${id}-unused`, input.help && `${id}-help-own`, `${id}-refusal`];
    this.described = { "aria-describedby": described.filter(Boolean).join(" ") };
    this.build();
    this.unused = element(this.place, "p", { id: `${id}-unused`, class: "lessons-control-unused" });
    this.refusal = addRefusal(this.place, `${id}-refusal`);
    const { label, help } = input;
    const texts = help.split("\n");
    if (help) addHelp(this.line, this.place, { id: `${id}-help`, label, texts, phrases });
  }

  /**
   * @param {string} sentence
   * @param {unknown} got
   */
  refuse(sentence, got) {
    this.refusal.textContent = unbroken(filled(sentence, { got }));
    this.show(this.value);
  }

  // What was refused is not told of for longer than it is the last thing that was entered.
  unrefuse() {
    this.refusal.textContent = "";
  }

  // The learner has moved it.
  /** @param {Value} value */
  move(value) {
    this.stop();
    this.take(value);
  }

  /** @param {Value} value */
  take(value) {
    this.unrefuse();
    this.show(value);
    this.settings.moved(this.input.name, value);
  }

  // Something else has moved it.
  /** @param {Value} value */
  follow(value) {
    // What is being typed or dragged here is newer than what the kernel says of it.
    if (same(value, this.value)) return;
    this.stop();
    this.show(value);
  }

  // What another input leaves without any effect says so, and can be moved all the same.
  /** @param {Values} values */
  use(values) {
    const said = unusedOf(this.input, values);
    this.place.classList.toggle("lessons-control-idle", Boolean(said));
    this.unused.textContent = said;
  }

  // Nothing moves by itself but what has a button for it.
  stop() {}

  build() {}

  /** @param {Value} _value */
  show(_value) {}
}
