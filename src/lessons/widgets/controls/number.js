// Controls of numbers: a slider with its number box, a slider with two thumbs, and a table of
// number boxes.

import { tellNear } from "../ahead/told.js";
import { element, filled, OWN_KEYS, unique } from "../page.js";
import { addHelp, addRefusal, Control, unusedOf } from "./control.js";
import { NumberBox } from "./number_box.js";
import { Numbers, tidy } from "./numbers.js";
import { Play } from "./play.js";

/** @import { Numeric, Values } from "../types.d.ts" */
/** @import { Settings } from "./control.js" */
/** @import { Track, Walked } from "./play.js" */

// The positions of a slider's thumb, and the values that they stand for.
/**
 * @param {Numeric} input
 * @param {Numbers} numbers
 * @returns {Track}
 */
function linearTrack({ minimum, maximum, step }, { factor }) {
  return {
    first: tidy(minimum * factor),
    last: tidy(maximum * factor),
    step: tidy(step * factor),
    position: (value) => tidy(value * factor),
    value: (position) => tidy(position / factor),
  };
}

// On a log scale each position stands for the one before times the same ratio.
/**
 * @param {Numeric} input
 * @returns {Track}
 */
function logTrack({ minimum, maximum, step }) {
  const last = Math.ceil(Math.log(maximum / minimum) / Math.log1p(step / minimum));
  const ratio = (maximum / minimum) ** (1 / last);
  /** @param {number} position */
  const value = (position) => {
    if (position <= 0) return minimum;
    if (position >= last) return maximum;
    const exact = minimum * ratio ** position;
    // Rounded as a person would set it: to the power of ten below a tenth of a step.
    const power = Math.floor(Math.log10((exact * (ratio - 1)) / 10));
    return power < 0
      ? Number(exact.toFixed(-power))
      : Math.round(exact / 10 ** power) * 10 ** power;
  };
  /** @param {number} of */
  const position = (of) => Math.log(of / minimum) / Math.log(ratio);
  return { first: 0, last, step: 1, position, value };
}

const ABOUT_TO = ["pointerenter", "focusin"]; // by these a slider knows that it may be moved next
const USUAL_WIDTH = 250; // pixels of a slider that has no room

// How many steps a thumb takes at once while it is dragged: it has no more stops than pixels.
/** @type {(slider: HTMLInputElement, track: Track) => number} */
const stride = ({ clientWidth }, { first, last, step }) =>
  Math.max(Math.ceil((last - first) / step / (clientWidth || USUAL_WIDTH)), 1) * step;

// The value where a thumb stands. By its keys it takes each step.
/**
 * @param {HTMLInputElement} slider
 * @param {Track} track
 */
function positionOf(slider, track) {
  const { first, last, value } = track;
  const at = slider.valueAsNumber;
  if (!slider.matches(":active") || at === last) return value(at);
  const long = stride(slider, track);
  return value(tidy(first + Math.round((at - first) / long) * long));
}

// The values that a thumb may take next, the nearest first, with the one where it stands.
/**
 * @param {HTMLInputElement} slider
 * @param {Track} track
 */
function stopsNear(slider, track) {
  const { first, last, step, value } = track;
  const at = slider.valueAsNumber;
  const long = stride(slider, track);
  const dragged = Array.from(
    { length: Math.floor(tidy((last - first) / long)) + 1 },
    (_, place) => first + place * long,
  );
  const pressed = [-3, -2, -1, 0, 1, 2, 3].map((steps) => at + steps * step);
  const positions = new Set([...dragged, ...pressed, last].map(tidy));
  return [...positions]
    .filter((position) => first <= position && position <= last)
    .sort((one, other) => Math.abs(one - at) - Math.abs(other - at))
    .map(value);
}

// An input that has bounds.
/**
 * @template Value
 * @extends {Control<Numeric, Value>}
 */
class Bounded extends Control {
  /** @type {Numbers} */
  numbers;
  /** @type {Track} */
  track;
  /** @type {Play | undefined} */
  play;
  /** @type {string | undefined} */
  describedAs; // ids of what is said of it, where they are not its own

  /** @param {HTMLElement} place */
  frame(place) {
    const { input, settings } = this;
    this.numbers = new Numbers(input, settings.locale);
    this.track = input.scale === "log" ? logTrack(input) : linearTrack(input, this.numbers);
    super.frame(place);
  }

  /** @type {() => void} */
  look = () => {}; // tells what lies ahead of the thumb that is moved, or was last
  /** @type {number | undefined} */
  looking;

  /** @param {Walked} walked */
  addPlay(walked) {
    if (!this.input.play) return;
    this.play = new Play(walked);
    for (const about of ABOUT_TO) this.play.bar.addEventListener(about, () => this.look());
  }

  // No line ends between a label's last word and its unit.
  /** @param {HTMLElement} place */
  addUnit(place) {
    if (!this.numbers.unit) return;
    place.append("\u00a0");
    element(place, "span", { class: "lessons-control-unit" }, this.numbers.unit);
  }

  /**
   * @param {HTMLElement} place
   * @param {Record<string, string>} attributes
   * @param {(value: number) => Value} at what the input takes where the thumb stands at a value
   */
  addSlider(place, attributes, at) {
    const slider = element(place, "input", {
      type: "range",
      min: this.track.first,
      max: this.track.last,
      step: this.track.step,
      ...OWN_KEYS,
      ...this.described,
      ...attributes,
    });
    const look = () => {
      this.look = look;
      const { name } = this.input;
      const stops = () => stopsNear(slider, this.track).map((value) => ({ [name]: at(value) }));
      tellNear(slider, { about: name, stops });
    };
    this.look = look;
    for (const about of ABOUT_TO) slider.addEventListener(about, look);
    slider.addEventListener("input", () => this.move(at(positionOf(slider, this.track))));
    // A finger that comes down on a slider and scrolls the page leaves it as it was.
    let before = slider.value;
    slider.addEventListener("pointerdown", () => (before = slider.value));
    slider.addEventListener("pointercancel", () => {
      if (slider.value === before) return;
      slider.value = before;
      this.move(at(this.track.value(Number(before))));
    });
    return slider;
  }

  // A slider's width is read within a frame, where a layout of the page has to be made anyway.
  /** @param {Value} value */
  take(value) {
    super.take(value);
    this.looking ??= requestAnimationFrame(() => {
      this.looking = undefined;
      this.look();
    });
  }

  /**
   * @param {HTMLElement} place
   * @param {string} label
   * @param {(value: number) => void} taken
   */
  addBox(place, label, taken) {
    const attributes = {
      "aria-label": filled(this.phrases.number_box, { label }),
      "aria-describedby": this.describedAs ?? `${this.id}-unused ${this.id}-refusal`,
      // The keys for numbers have no minus on some phones.
      ...(this.input.minimum < 0 ? { inputmode: "text" } : {}),
    };
    const { not_a_number: none, two_numbers: two } = this.phrases;
    /**
     * @param {string} typed
     * @param {string[]} read
     */
    const refused = (typed, [one, other]) => {
      this.refuse(one ? filled(two, { one, other }) : filled(none, { label }), typed);
    };
    const ends = [this.input.minimum, this.input.maximum];
    const longest = Math.max(...ends.map((end) => this.numbers.written(end).length));
    const left = () => this.unrefuse();
    return new NumberBox(place, this.numbers, attributes, { longest, taken, refused, left });
  }

  /**
   * @param {HTMLInputElement} slider
   * @param {number} value
   */
  stand(slider, value) {
    slider.value = String(this.track.position(value));
    slider.setAttribute("aria-valuetext", this.numbers.withUnit(value));
  }

  stop() {
    this.play?.stop();
    cancelAnimationFrame(this.looking ?? 0);
    this.looking = undefined;
  }
}

/** @extends {Bounded<number>} */
export class Quantity extends Bounded {
  /** @type {HTMLInputElement} */
  slider;
  /** @type {NumberBox} */
  box;

  build() {
    element(this.line, "label", { for: this.id }, this.input.label);
    this.addUnit(this.line);
    this.slider = this.addSlider(this.place, { id: this.id }, (value) => value);
    this.box = this.addBox(this.place, this.input.label, (value) => this.typed(value));
    this.addPlay(this);
  }

  /** @param {number} value */
  typed(value) {
    const { minimum, maximum, refusal } = this.input;
    if (minimum <= value && value <= maximum) this.move(value);
    else this.refuse(refusal, this.numbers.written(value) + this.numbers.sign);
  }

  /** @param {number} value */
  show(value) {
    this.value = value;
    this.stand(this.slider, value);
    this.box.show(value);
  }

  // What Play walks: the thumb, from where a new walk starts.
  get walker() {
    return { value: this.value, start: this.input.minimum };
  }

  /** @param {number} value */
  walk(value) {
    this.take(value);
  }
}

/** @extends {Bounded<number[]>} */
export class Span extends Bounded {
  /** @type {HTMLElement} */
  thumbs;
  /** @type {{ slider: HTMLInputElement, box: NumberBox }[]} */
  ends = [];

  build() {
    const { label } = this.input;
    element(this.line, "span", { id: this.id }, label);
    this.addUnit(this.line);
    this.place.setAttribute("role", "group");
    this.place.setAttribute("aria-labelledby", this.id);
    this.thumbs = element(this.place, "div", { class: "lessons-control-thumbs" });
    const boxes = element(this.place, "div", { class: "lessons-control-boxes" });
    this.ends = [this.phrases.lower_end, this.phrases.upper_end].map((phrase, end) => {
      const name = filled(phrase, { label });
      /** @param {number} value */
      const at = (value) => this.inOrder(end, value);
      if (end) element(boxes, "span", { "aria-hidden": "true" }, "–");
      return {
        slider: this.addSlider(this.thumbs, { "aria-label": name }, at),
        box: this.addBox(boxes, name, (value) => this.typed(end, value)),
      };
    });
    this.thumbs.addEventListener("pointermove", (event) => this.reach(event));
    this.addPlay(this);
  }

  // A thumb stops at the other one.
  /**
   * @param {number} end
   * @param {number} value
   */
  inOrder(end, value) {
    const [low, high] = this.value;
    return end ? [low, Math.max(value, low)] : [Math.min(value, high), high];
  }

  /**
   * @param {number} end
   * @param {number} value
   */
  typed(end, value) {
    const { minimum, maximum, refusal } = this.input;
    const [low, high] = this.value.with(end, value);
    if (minimum <= low && low <= high && high <= maximum) this.move([low, high]);
    else this.refuse(refusal, filled(this.phrases.from_to, this.writtenEnds([low, high])));
  }

  /** @param {number[]} ends */
  writtenEnds(ends) {
    const [low, high] = ends.map((value) => this.numbers.written(value) + this.numbers.sign);
    return { low, high };
  }

  // Of two thumbs that lie on each other the pointer takes the one on its own side.
  /** @param {PointerEvent} event */
  reach({ clientX, buttons }) {
    if (buttons) return;
    const { left, width } = this.thumbs.getBoundingClientRect();
    this.raise((clientX - left) / width < (this.share(0) + this.share(1)) / 2);
  }

  /** @param {boolean} isLower */
  raise(isLower) {
    this.thumbs.classList.toggle("lessons-control-lower-first", isLower);
  }

  /** @param {number} end */
  share(end) {
    const { first, last, position } = this.track;
    return (position(this.value[end]) - first) / (last - first);
  }

  /** @param {number[]} value */
  show(value) {
    this.value = value;
    this.ends.forEach(({ slider, box }, end) => {
      this.stand(slider, value[end]);
      box.show(value[end]);
      this.thumbs.style.setProperty(end ? "--upper" : "--lower", String(this.share(end)));
    });
    // Where both stand at the upper bound only the lower one can be moved.
    this.raise(this.share(0) > 0.5);
  }

  get walker() {
    return { value: this.value[1], start: this.value[0] };
  }

  /** @param {number} value */
  walk(value) {
    this.take([this.value[0], value]);
  }
}

// A number whose row and column stand where others have a label and a slider.
class Cell extends Quantity {
  /** @param {HTMLElement} place */
  frame(place) {
    this.numbers = new Numbers(this.input, this.settings.locale);
    const { refusal, remark, under } = this.settings; // a table has one refusal, a row one remark
    if (refusal && remark && under) {
      this.under = under;
      this.refusal = refusal;
      this.describedAs = `${remark.id} ${refusal.id}`;
    }
    this.row = place.parentElement;
    this.box = this.addBox(place, this.input.label, (value) => this.typed(value));
  }

  // What is refused is told of under its row.
  /**
   * @param {string} sentence
   * @param {unknown} got
   */
  refuse(sentence, got) {
    this.under?.append(this.refusal);
    super.refuse(sentence, got);
  }

  // The remark under its row says so for all of it.
  /** @param {Values} values */
  use(values) {
    const isUnused = Boolean(unusedOf(this.input, values));
    this.row?.classList.toggle("lessons-control-idle", isUnused);
  }

  /** @param {number} value */
  show(value) {
    this.value = value;
    this.box.show(value);
  }
}

/** @type {(texts: (string | undefined)[]) => string[]} */
const distinct = (texts) => [...new Set(texts.flatMap((text) => text || []))];

// The cells of one group under their columns and beside their rows.
/**
 * @param {Numeric[]} inputs
 * @param {HTMLElement} place
 * @param {Settings} settings
 * @returns {Cell[]}
 */
export function addTable(inputs, place, settings) {
  const { phrases } = settings;
  const label = inputs[0].group;
  const block = element(place, "div", { class: "lessons-control lessons-control-table" });
  const table = element(block, "table", { "aria-label": label });
  const head = element(element(table, "thead"), "tr");
  const corner = element(element(head, "td"), "div", { class: "lessons-control-line" });
  const units = distinct(inputs.map(({ unit_shown: unit }) => unit));
  element(corner, "span", { class: "lessons-control-unit" }, units.join(", "));
  const refusal = addRefusal(block, unique());
  const texts = distinct(inputs.flatMap(({ help }) => help.split("\n")));
  if (texts.length) addHelp(corner, block, { id: unique(), label, texts, phrases });
  const columns = distinct(inputs.map(({ column }) => column));
  table.style.setProperty("--columns", String(columns.length));
  for (const column of columns) element(head, "th", { scope: "col" }, column);
  const body = element(table, "tbody");
  return distinct(inputs.map(({ row }) => row)).flatMap((row) => {
    const cells = element(body, "tr");
    element(cells, "th", { scope: "row" }, row);
    const line = element(body, "tr", { class: "lessons-control-remark" });
    const under = element(line, "td", { colspan: columns.length + 1 });
    const remark = element(under, "span", { id: unique(), role: "status" });
    settings.remarks.set(row, remark);
    return columns.flatMap((column) => {
      const cell = element(cells, "td");
      const input = inputs.find((one) => one.row === row && one.column === column);
      return input ? [new Cell(input, { ...settings, refusal, remark, under }).addTo(cell)] : [];
    });
  });
}
