// The presenter bar of an explorer: presets as buttons, the number that matters, the demo script,
// and a key for each of them. It stands in the explorer's root and leaves nothing behind.

import { shared } from "../../server/labextension/static/shared.js";
import { SHOWN } from "../ahead/told.js";
import { canAskAClass } from "../class_server.js";
import { comesFrom } from "../events.js";
import { button, element, filled, OWN_KEYS, same, unbroken } from "../page.js";

/** @import { Content, Input, Numeric, Phrases, Values } from "../types.d.ts" */
/** @import { Askable } from "../class_server.js" */
/** @import { Explorer } from "./explorer.js" */

const TRAVEL = 1300; // milliseconds of a move that a class is to follow
const STOPS = 40; // on its way, each of which may be known ahead
const LONG = 12; // characters; a longer number is written smaller, so that it fits
const CALM = "(prefers-reduced-motion: reduce)";
const TYPING = "input:not([type=range], [type=radio], [type=checkbox]), select, textarea";

// The explorers on the page that present, in the order in which they began: every bar has a script
// of its own.
/** @type {HTMLElement[]} */
const PRESENTING = shared("presenting", () => []);

/** @type {(part: number) => number} */
const eased = (part) => (part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2);
/** @type {(value: number, step: number) => number} */
const rounded = (value, step) => Number((Math.round(value / step) * step).toFixed(6));

// A number on its way, at a stop that a person might set; never beyond either end.
/**
 * @param {Numeric} input
 * @param {number} from
 * @param {number} to
 * @param {number} part
 */
function between({ scale, step, kind }, from, to, part) {
  const exact = scale === "log" ? from * (to / from) ** part : from + (to - from) * part;
  // The ends of a span, which may be years, stop where its thumbs do.
  const near = rounded(exact, kind === "span" ? step : step / 10);
  return Math.min(Math.max(near, Math.min(from, to)), Math.max(from, to));
}

// All inputs on their way; what is no number is there at once.
/**
 * @param {Input[]} inputs
 * @param {Values} from
 * @param {Values} to
 * @param {number} part
 */
function onTheWay(inputs, from, to, part) {
  const at = { ...to };
  for (const input of inputs) {
    const [start, end] = [from[input.name], to[input.name]];
    const numeric = /** @type {Numeric} */ (input);
    if (input.kind === "quantity") at[input.name] = between(numeric, start, end, part);
    if (input.kind === "span") {
      at[input.name] = end.map((/** @type {number} */ value, /** @type {number} */ place) =>
        between(numeric, start[place], value, part)
      );
    }
  }
  return at;
}

// Moves the inputs to new values so that everybody sees the line travel.
class Travel {
  /** @type {number | undefined} */
  frame;
  /** @type {Values} */
  values = {}; // where it ends
  /** @type {Values} */
  sent = {}; // where it stands, as far as the bar has moved it
  /** @type {(() => void) | undefined} */
  arrived;

  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.inputs = explorer.controls.get("inputs");
  }

  get isUnderWay() {
    return Boolean(this.frame);
  }

  /**
   * @param {Values} values
   * @param {() => void} [arrived]
   */
  to(values, arrived) {
    this.stop();
    const from = this.explorer.controls.get("values");
    this.values = values;
    this.arrived = arrived;
    if (same(from, values) || matchMedia(CALM).matches) return this.arrive();
    const stops = this.stops(from, values);
    this.explorer.ahead.look({
      about: "travel",
      stops: () => stops.slice(stops.indexOf(this.sent) + 1),
    });
    const begun = performance.now();
    /** @param {number} now */
    const step = (now) => {
      const place = Math.floor((Math.max(now - begun, 0) / TRAVEL) * STOPS);
      if (place >= STOPS) return this.arrive();
      this.frame = requestAnimationFrame(step);
      this.set(stops[place]);
    };
    this.frame = requestAnimationFrame(step);
  }

  /**
   * @param {Values} from
   * @param {Values} to
   */
  stops(from, to) {
    const on = Array.from(
      { length: STOPS },
      (_, place) => onTheWay(this.inputs, from, to, eased(place / STOPS)),
    );
    return [...on, to];
  }

  // Somebody may be about to ask for the way to some values.
  /** @param {Values} values */
  look(values) {
    const from = this.explorer.controls.get("values");
    this.explorer.ahead.look({
      about: JSON.stringify(values),
      stops: () =>
        same(from, values) || matchMedia(CALM).matches ? [values] : this.stops(from, values),
    });
  }

  // One message a frame at most; those that come before the kernel is ready are merged.
  /** @param {Values} values */
  set(values) {
    this.sent = values;
    if (!same(this.explorer.controls.get("values"), values)) this.explorer.set(values);
  }

  // At the end of its way, or there at once.
  arrive() {
    cancelAnimationFrame(this.frame ?? 0);
    this.frame = undefined;
    this.set(this.values);
    this.arrived?.();
  }

  // Where it is now, because somebody wants something else.
  stop() {
    cancelAnimationFrame(this.frame ?? 0);
    this.frame = undefined;
  }

  // Somebody has moved an input: theirs is newer.
  overtaken() {
    if (!this.frame || same(this.explorer.controls.get("values"), this.sent)) return;
    this.stop();
    this.arrived?.();
  }
}

// Where the class is in the script. Before each step is its question, with the sentence hidden.
class Script {
  /** @type {HTMLElement} */
  count;
  /** @type {HTMLElement} */
  text;
  /** @type {HTMLButtonElement} */
  back;
  /** @type {HTMLButtonElement} */
  next;
  at = 0;

  /**
   * @param {HTMLElement} place
   * @param {Presenter} bar
   * @param {Material} material
   */
  constructor(place, bar, { demo, problem, phrases }) {
    const [start, ...steps] = demo;
    this.bar = bar;
    this.phrases = phrases;
    this.start = start;
    this.steps = steps;
    if (!start && !problem) return;
    const box = element(place, "div", {
      class: "lessons-presenter-script",
      role: "group",
      "aria-label": phrases.demo,
    });
    const told = element(box, "div", { class: "lessons-presenter-told", role: "status" });
    this.count = element(told, "p", { class: "lessons-presenter-count" });
    this.text = element(told, "p", { class: "lessons-presenter-text" }, problem ?? "");
    if (problem) return;
    this.back = button(box, phrases.demo_back, () => this.walk(-1));
    this.next = button(box, phrases.demo_next, () => this.walk(1));
    this.tell();
  }

  // The prediction that a class is asked for now, by its name; none of most steps.
  get asked() {
    const { done, isAsking } = this.place;
    return isAsking ? this.steps[done]?.class : "";
  }

  // How many steps are done, and whether the next one has been asked about.
  get place() {
    return { done: Math.floor(this.at / 2), isAsking: this.at % 2 === 1 };
  }

  /** @param {1 | -1} way */
  walk(way) {
    const next = this.at + way;
    if (!this.start || next < 0 || next > 2 * this.steps.length || this.bar.waits()) return;
    if (this.bar.travel.isUnderWay) this.bar.travel.arrive();
    this.at = next;
    const { done } = this.place;
    const { values } = done ? this.steps[done - 1] : this.start;
    this.bar.hush(true);
    this.bar.markAskable();
    this.bar.putAway();
    this.bar.travel.to(values, () => this.bar.hush(this.place.isAsking));
    this.tell();
  }

  tell() {
    const { phrases, steps } = this;
    const count = steps.length;
    const { done, isAsking } = this.place;
    const step = steps[isAsking ? done : done - 1];
    const phrase = isAsking ? phrases.demo_ask : phrases.demo_say;
    const number = isAsking ? done + 1 : done;
    if (step && isAsking) this.bar.travel.look(step.values);
    this.count.textContent = step ? filled(phrase, { number, count }) : "";
    const said = step ? step[isAsking ? "ask" : "say"] : filled(phrases.demo_start, { count });
    this.text.textContent = unbroken(said);
    this.back.setAttribute("aria-disabled", String(this.at === 0));
    this.next.setAttribute("aria-disabled", String(this.at === 2 * count));
  }
}

/**
 * What the kernel sends for the bar.
 * @typedef {object} Material
 * @property {string} kind
 * @property {string} styles
 * @property {Phrases & { presenter_keys_list: any }} phrases
 * @property {{ values: Values, ask: string, say: string, class: string }[]} demo
 * @property {string} [problem] why there is no demo
 * @property {[label: string, number: string, isAskable: boolean]} [headline] what the explorer
 *   finds, and whether a class may predict it
 */

export class Presenter {
  /** @type {HTMLElement} */
  bar;
  /** @type {HTMLElement} */
  names;
  /** @type {HTMLElement} */
  readout;
  /** @type {HTMLElement} */
  label;
  /** @type {HTMLElement} */
  number;
  /** @type {Script} */
  script;
  /** @type {Record<string, () => void>} */
  acts;
  /** @type {HTMLElement} */
  keys;
  /** @type {HTMLButtonElement[]} */
  presets = [];
  /** @type {HTMLButtonElement} */
  reset;
  /** @type {HTMLButtonElement} */
  keep;
  /** @type {HTMLButtonElement} */
  forget;
  /** @type {HTMLButtonElement} */
  sentence;
  /** @type {HTMLButtonElement} */
  asking;
  /** @type {Askable | undefined} */
  asked; // whose board stands in the bar
  /** @type {HTMLElement} */
  boardPlace;
  /** @type {HTMLButtonElement} */
  full;
  /** @type {HTMLButtonElement} */
  opener;
  isHushed = false;
  isAskable = false; // whether what the explorer finds is a number to predict

  /**
   * @param {Explorer} explorer
   * @param {Material} told
   */
  constructor(explorer, told) {
    this.explorer = explorer;
    this.phrases = { ...explorer.phrases, ...told.phrases };
    this.root = explorer.root;
    this.travel = new Travel(explorer);
    this.ears = new AbortController();
    this.build(told);
    this.heard(told);
    this.headline(told);
    this.enter();
  }

  /** @param {Material} told */
  build(told) {
    const { root } = this;
    this.bar = element(root, "div", { class: "lessons-presenter" });
    root.insertBefore(this.bar, root.querySelector(".lessons-explorer-body"));
    element(this.bar, "style", {}, told.styles);
    this.buildButtons();
    this.names = element(this.bar, "div", { class: "lessons-presenter-names" });
    this.buildKeys();
    this.boardPlace = element(this.bar, "div");
    this.boardPlace.addEventListener("lessons-class-revealed", () => this.revealed());
    this.boardPlace.addEventListener("lessons-class-away", () => this.putAway());
    const stage = element(this.bar, "div", { class: "lessons-presenter-stage" });
    this.readout = element(stage, "p", { class: "lessons-presenter-readout" });
    this.label = element(this.readout, "span");
    this.number = element(this.readout, "strong");
    this.script = new Script(stage, this, told);
    this.hush(false);
    this.acts = this.keyed();
  }

  buildButtons() {
    const { phrases, explorer } = this;
    const group = { class: "lessons-presenter-buttons", role: "group" };
    const line = element(this.bar, "div", { ...group, "aria-label": phrases.presenter_bar });
    const shown = explorer.model.get("presets_shown");
    const presets = Object.entries(explorer.model.get("presets"));
    this.presets = presets.map(([name, values]) => {
      const made = button(line, shown[name], () => this.travel.to(values));
      made.classList.add("lessons-presenter-preset");
      made.addEventListener("pointerenter", () => this.travel.look(values));
      return made;
    });
    this.reset = button(line, phrases.reset, () => this.travel.to(explorer.model.get("defaults")));
    this.keep = button(line, phrases.keep, () => explorer.ask("keep", { named: true }));
    this.keep.hidden = !explorer.model.get("keepable");
    this.forget = button(line, phrases.forget, () => explorer.ask("forget"));
    this.asking = button(line, phrases.ask_class, () => this.askClass());
    this.sentence = button(line, "", () => this.hush(!this.isHushed));
    this.full = button(line, phrases.full_screen, () => this.toggleFullScreen());
    this.opener = button(line, "?", () => this.toggleKeys());
    this.opener.setAttribute("aria-label", phrases.presenter_keys);
    this.opener.setAttribute("aria-expanded", "false");
  }

  buildKeys() {
    const { phrases } = this;
    this.keys = element(this.bar, "div", { class: "lessons-presenter-keys", hidden: "" });
    const list = element(this.keys, "dl");
    for (const [keys, text] of phrases.presenter_keys_list) {
      const pair = element(list, "div");
      element(pair, "dt", {}, keys);
      element(pair, "dd", {}, text);
    }
    element(this.keys, "p", {}, phrases.presenter_keys_note);
  }

  keyed() {
    const next = () => this.script.walk(1);
    const back = () => this.script.walk(-1);
    const presets = this.presets.map((made, place) => [String(place + 1), () => made.click()]);
    return {
      ...Object.fromEntries(presets.slice(0, 9)),
      n: next,
      b: back,
      r: () => this.reset.click(),
      k: () => this.keep.click(),
      m: () => [...this.names.querySelectorAll("input")].at(-1)?.select(),
      c: () => this.forget.click(),
      a: () => this.asking.hidden || this.asking.click(),
      s: () => this.sentence.click(),
      f: () => this.full.click(),
      p: () => this.leave(),
      "?": () => this.toggleKeys(),
    };
  }

  // What a class is asked now: what the script says, if that stands on this page, or else for the
  // number of this explorer.
  /** @returns {Askable | undefined} */
  get askable() {
    /** @type {Map<string, Askable>} */
    const predictions = shared("askable", () => new Map());
    const own = this.isAskable ? this.explorer.askable : undefined;
    return predictions.get(this.script.asked ?? "") ?? own;
  }

  markAskable() {
    this.asking.hidden = !canAskAClass() || !this.askable;
  }

  // What tells the answer is hidden until it is revealed.
  askClass() {
    const { askable } = this;
    if (!askable || this.waits()) return;
    if (this.travel.isUnderWay) this.travel.arrive();
    const isRevealed = this.boardPlace.querySelector('[data-state="revealed"]') !== null;
    if (askable !== this.asked) this.putAway();
    if (askable !== this.asked || !isRevealed || !askable.hides) {
      this.hush(true);
      this.cover(askable.hides);
    }
    this.asked = askable;
    this.root.classList.add("lessons-presenter-boarded");
    askable.ask(this.boardPlace);
  }

  // The explorer stands at the answer now: it is what one looks at, with the board above.
  revealed() {
    this.cover(false);
    this.hush(false);
    this.root.focus({ preventScroll: true }); // what was pressed is out of sight now
    this.boardPlace.nextElementSibling?.scrollIntoView({ behavior: "instant" });
  }

  putAway() {
    if (!this.asked) return;
    const wasWithin = this.boardPlace.contains(document.activeElement);
    this.asked.home();
    this.asked = undefined;
    this.root.classList.remove("lessons-presenter-boarded");
    this.cover(false);
    if (wasWithin) this.holdFocus();
    this.root.scrollIntoView({ behavior: "instant" }); // the page is shorter by a board
  }

  // Where phones still predict, what comes next waits until the round is closed: the button for
  // that has the focus then. Says whether it is so.
  waits() {
    const closing = this.boardPlace.querySelector('[data-state="open"] .lessons-primary');
    if (closing instanceof HTMLElement) closing.focus();
    return closing !== null;
  }

  // The chart gives way to the board where it would tell the answer.
  /** @param {boolean} isCovered */
  cover(isCovered) {
    this.root.classList.toggle("lessons-presenter-asking", isCovered);
  }

  enter() {
    const { root, explorer, ears } = this;
    root.classList.add("lessons-presenting");
    PRESENTING.push(root);
    for (const part of explorer.plain) part.classList.add("lessons-presenter-covered");
    // The notebook's shortcuts take no key from an explorer that presents.
    root.setAttribute("data-lm-suppress-shortcuts", "true");
    root.tabIndex = -1;
    const { signal } = ears;
    root.addEventListener("keydown", (event) => this.pressed(event), { signal });
    addEventListener("keydown", (event) => this.clicked(event), { signal, capture: true });
    root.addEventListener("click", () => this.holdFocus(), { signal });
    explorer.controlsPlace.addEventListener("pointerdown", () => this.grabbed(), { signal });
    root.addEventListener("fullscreenchange", () => this.markFullScreen(), { signal });
    const moved = () => {
      this.travel.overtaken();
      this.markPreset();
    };
    explorer.chartPlace.addEventListener(SHOWN, (event) => {
      this.headline(/** @type {CustomEvent} */ (event).detail);
    }, { signal });
    explorer.controls.on("change:values", moved);
    signal.addEventListener("abort", () => explorer.controls.off("change:values", moved));
    this.markPreset();
    root.scrollIntoView({ behavior: "instant" });
  }

  close() {
    const { root, explorer } = this;
    this.travel.stop();
    this.ears.abort();
    if (this.isFull) document.exitFullscreen();
    this.hush(false);
    this.putAway();
    this.bar.remove();
    root.classList.remove("lessons-presenting");
    PRESENTING.splice(PRESENTING.indexOf(root), 1);
    root.removeAttribute("data-lm-suppress-shortcuts");
    root.removeAttribute("tabindex");
    for (const part of explorer.plain) part.classList.remove("lessons-presenter-covered");
  }

  leave() {
    this.explorer.presentButton.click();
    this.explorer.presentButton.focus();
  }

  // A presenter's clicker sends Page Up and Page Down, wherever the focus is. Of several explorers
  // that present the one with the focus hears it, or else the last one that began.
  /** @param {KeyboardEvent} event */
  clicked(event) {
    const way = event.key === "PageDown" ? 1 : event.key === "PageUp" ? -1 : undefined;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    if (!way || !isPlain || !this.script.start || !this.isMeant(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) this.script.walk(way);
  }

  /** @param {EventTarget | null} target */
  isMeant(target) {
    const within = PRESENTING.findLast((root) => target instanceof Node && root.contains(target));
    return (within ?? PRESENTING.at(-1)) === this.root;
  }

  // What was pressed without a modifier in here and not in a text box is for the bar.
  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === "escape") return this.escaped(event);
    if (comesFrom(event, TYPING)) return;
    const act = this.acts[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) act();
  }

  /** @param {KeyboardEvent} event */
  escaped(event) {
    if (comesFrom(event, ".lessons-presenter-names input")) this.root.focus();
    else if (!this.keys.hidden) this.toggleKeys();
    else if (this.asked) this.waits() || this.putAway();
    else if (this.isFull) document.exitFullscreen();
    else return;
    event.stopPropagation();
  }

  // A click beside all buttons leaves the focus in here, so that the keys go on working.
  holdFocus() {
    if (!this.root.contains(document.activeElement)) this.root.focus({ preventScroll: true });
  }

  grabbed() {
    if (!this.travel.isUnderWay) return;
    this.travel.stop();
    this.travel.arrived?.();
  }

  /** @param {boolean} isHushed */
  hush(isHushed) {
    this.isHushed = isHushed;
    this.root.classList.toggle("lessons-presenter-hushed", isHushed);
    this.sentence.textContent = this.phrases[isHushed ? "show_sentence" : "hide_sentence"];
  }

  /** @param {Record<string, any>} told */
  headline({ headline }) {
    if (!headline) return;
    const [label, number, isAskable] = headline;
    this.isAskable = isAskable;
    this.markAskable();
    this.label.textContent = unbroken(label);
    this.number.textContent = unbroken(number);
    this.readout.hidden = !number;
    this.readout.classList.toggle("lessons-presenter-long", number.length > LONG);
  }

  /** @param {{ kind: string, names?: string[], count?: number, most?: number }} told */
  heard({ kind, names = [], count = 0, most = 0 }) {
    if (kind !== "kept" && kind !== "presenter") return;
    this.keep.disabled = count >= most;
    this.forget.disabled = count === 0;
    this.showNames(names);
  }

  // The box that somebody writes in stays as it is: another curve may be kept meanwhile.
  /** @param {string[]} names */
  showNames(names) {
    const boxes = [...this.names.querySelectorAll("input")];
    const isWithin = this.names.contains(document.activeElement);
    for (const box of boxes.slice(names.length)) box.parentElement?.remove();
    names.forEach((name, place) => {
      const box = boxes[place];
      if (!box) this.addName(name, place);
      else if (box !== document.activeElement) box.value = name;
    });
    if (isWithin) this.holdFocus();
  }

  /**
   * @param {string} name
   * @param {number} place
   */
  addName(name, place) {
    const label = element(this.names, "label");
    element(label, "span", {}, filled(this.phrases.kept_name, { number: place + 1 }));
    const box = element(label, "input", { type: "text", maxlength: "32", ...OWN_KEYS });
    box.value = name;
    const send = () => this.explorer.ask("rename", { place, name: box.value });
    box.addEventListener("change", send);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.root.focus();
    });
  }

  // The present preset, unless the inputs are on their way to it.
  markPreset() {
    const values = this.explorer.controls.get("values");
    const presets = Object.values(this.explorer.model.get("presets"));
    presets.forEach((inputs, place) => {
      const isPresent = Object.keys(inputs).every((key) => same(inputs[key], values[key]));
      this.presets[place].setAttribute("aria-pressed", String(isPresent));
    });
  }

  get isFull() {
    return document.fullscreenElement === this.root;
  }

  toggleFullScreen() {
    if (this.isFull) document.exitFullscreen();
    else this.root.requestFullscreen().catch(() => this.markFullScreen());
  }

  markFullScreen() {
    this.full.textContent = this.phrases[this.isFull ? "leave_full_screen" : "full_screen"];
    this.holdFocus();
  }

  toggleKeys() {
    this.keys.hidden = !this.keys.hidden;
    this.opener.setAttribute("aria-expanded", String(!this.keys.hidden));
  }
}
