// What all controls share. Every element is a native one, so that keyboard, touch and screen
// reader work as everywhere else on the machine.

import { button, element, filled, same, unique } from "../page.js";

/** @import { Input, Phrases } from "../types.d.ts" */

/**
 * What a panel gives to all of its controls.
 * @typedef {object} Settings
 * @property {Phrases} phrases
 * @property {string} locale
 * @property {(name: string, value: unknown) => void} moved
 * @property {Map<string, HTMLElement>} remarks by the row of a table that each stands under
 * @property {HTMLElement} [refusal] of a table, which has one for all its cells
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
    const described = input.help ? `${id}-help-own ${id}-refusal` : `${id}-refusal`;
    this.described = { "aria-describedby": described };
    this.build();
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
    this.refusal.textContent = filled(sentence, { got });
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

  // Nothing moves by itself but what has a button for it.
  stop() {}

  build() {}

  /** @param {Value} _value */
  show(_value) {}
}
