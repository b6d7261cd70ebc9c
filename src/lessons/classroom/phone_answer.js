// What a phone answers with: a number, a choice or a line, each with the lessons' own controls.

import { NumberBox } from "../widgets/controls/number_box.js";
import { Numbers, tidy } from "../widgets/controls/numbers.js";
import { options } from "../widgets/controls/options.js";
import { Sketch } from "../widgets/controls/sketch.js";
import { element, filled } from "../widgets/page.js";

/** @import { SketchAsked } from "../widgets/controls/sketch.js" */
/** @import { Phrases } from "../widgets/types.d.ts" */

/**
 * @typedef {object} NumberAsked
 * @property {string} label
 * @property {string} unit
 * @property {string} [unit_shown]
 * @property {string} [unit_words]
 * @property {number} minimum
 * @property {number} maximum
 * @property {number} step
 */

/** @typedef {{ ask: string, kind: "number" | "choice" | "sketch", options: string[] }} Kind */
/** @typedef {Kind & NumberAsked & SketchAsked} Asked  and of these what its kind has */

/**
 * What an answer is given with.
 * @typedef {object} Answer
 * @property {() => unknown} given  what is to be committed; nothing before anything was given
 * @property {() => void} [lock]  of a line, which is shown after it was committed
 */

/**
 * What an answer is made for.
 * @typedef {object} Settings
 * @property {Phrases} phrases
 * @property {string} locale
 * @property {any} draft  what was given before and not committed
 * @property {() => void} touched
 * @property {HTMLElement} refusal  says why a number is refused; nothing above a button moves by it
 */

/** @implements {Answer} */
class GivenNumber {
  /** @type {number} */
  value;
  isRefused = false;

  /**
   * @param {HTMLElement} place
   * @param {NumberAsked} asked
   * @param {Settings} settings
   */
  constructor(place, asked, { phrases, locale, draft, touched, refusal }) {
    const { label, minimum, maximum, step } = asked;
    this.asked = asked;
    this.touched = touched;
    this.refusal = refusal;
    this.isTouched = typeof draft === "number";
    this.numbers = new Numbers(asked, locale);
    const name = `${label} ${this.numbers.unit && `(${this.numbers.unit})`}`.trim();
    element(place, "label", { for: "slider" }, name);
    const line = element(place, "div", { class: "lessons-phone-number" });
    const bounds = { min: minimum, max: maximum, step };
    this.slider = element(line, "input", { id: "slider", type: "range", ...bounds });
    this.box = new NumberBox(line, this.numbers, {
      "aria-label": filled(phrases.number_box, { label }),
      "aria-describedby": refusal.id,
      ...(minimum < 0 ? { inputmode: "text" } : {}),
    }, {
      longest: 0,
      taken: (value) => this.typed(value, phrases),
      refused: (got, [one, other]) => {
        const { not_a_number: none, two_numbers: two } = phrases;
        this.refuse(one ? filled(two, { got, one, other }) : filled(none, { label, got }));
      },
      left: () => {
        this.refuse("");
        this.touch();
      },
    });
    const middle = minimum + step * Math.round((maximum - minimum) / step / 2);
    this.show(this.isTouched ? draft : middle);
    this.awaitTouch();
  }

  // A slider that is pressed or moved is touched, and so is a box that Enter is pressed in: that is
  // how one means the middle. To come there by Tab is no touch, nor is a finger that scrolls the page.
  awaitTouch() {
    const { slider, box } = this;
    let before = { value: this.value, isTouched: this.isTouched };
    slider.addEventListener("pointerdown", () => {
      before = { value: this.value, isTouched: this.isTouched };
    });
    slider.addEventListener("pointercancel", () => {
      this.show(before.value);
      this.isTouched = before.isTouched;
    });
    slider.addEventListener("pointerup", () => this.touch());
    slider.addEventListener("input", () => {
      this.refuse("");
      this.show(slider.valueAsNumber);
      this.touch();
    });
    box.box.addEventListener("keydown", ({ key }) => key === "Enter" && this.touch());
  }

  touch() {
    this.isTouched = true;
    this.touched();
  }

  /**
   * @param {number} value
   * @param {Phrases} phrases
   */
  typed(value, phrases) {
    const { label, minimum, maximum } = this.asked;
    const isWithin = minimum <= value && value <= maximum;
    const [from, to, got] = [minimum, maximum, value].map((one) => this.written(one));
    this.refuse(isWithin ? "" : filled(phrases.phone_out_of_range, { label, from, to, got }));
    if (!isWithin) return;
    this.show(value);
    this.touch();
  }

  /** @param {string} sentence */
  refuse(sentence) {
    this.isRefused = Boolean(sentence);
    this.refusal.textContent = sentence;
  }

  /** @param {number} value */
  written(value) {
    return this.numbers.written(value) + this.numbers.sign;
  }

  /** @param {number} value */
  show(value) {
    this.value = tidy(value);
    this.slider.value = String(value);
    this.slider.setAttribute("aria-valuetext", this.numbers.withUnit(value));
    this.box.show(value);
  }

  // What stands in the box by then counts.
  given() {
    this.box.typed();
    return this.isTouched && !this.isRefused ? this.value : undefined;
  }
}

/**
 * @param {HTMLElement} place
 * @param {Asked} asked
 * @param {Settings} settings
 * @returns {Answer}
 */
function givenChoice(place, { ask, options: texts }, { draft, touched }) {
  const chosen = Number.isInteger(draft) ? [draft] : [];
  const choice = options(place, { legend: ask, texts, several: false, chosen, changed: touched });
  return { given: () => choice.chosen()[0] };
}

/**
 * @param {HTMLElement} place
 * @param {SketchAsked} asked
 * @param {Settings} settings
 * @returns {Answer}
 */
function givenSketch(place, asked, { phrases, draft, touched }) {
  let isTouched = Array.isArray(draft);
  const sketch = new Sketch(place, asked, phrases, isTouched ? draft : null, () => {
    isTouched = true;
    touched();
  });
  return { given: () => (isTouched ? sketch.given() : undefined), lock: () => sketch.lock() };
}

/**
 * Puts what an answer is given with into a place.
 * @param {HTMLElement} place
 * @param {Asked} asked
 * @param {Settings} settings
 * @returns {Answer}
 */
export function answerTo(place, asked, settings) {
  if (asked.kind === "choice") return givenChoice(place, asked, settings);
  if (asked.kind === "sketch") return givenSketch(place, asked, settings);
  return new GivenNumber(place, asked, settings);
}
