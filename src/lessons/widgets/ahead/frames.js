// What a chart shows: what the kernel told last, or a frame of what lies ahead. A frame is what a
// move to a stop brings. It is drawn as soon as the page is at that stop, and stays until the kernel
// has heard of the move; what the kernel says then is drawn wherever it is something else.

import { shared } from "../../server/labextension/static/shared.js";
import { movesMade } from "../controls/moves.js";

/** @import { Content, Layout, Spec, Trace, Values } from "../types.d.ts" */

/**
 * What differs from a picture before it.
 * @typedef {object} Changes
 * @property {Record<string, Partial<Trace>>} traces by their place
 * @property {Layout} [layout]
 */

/**
 * A picture with what is said of it, as a message of the kernel tells it.
 * @typedef {object} Shown
 * @property {Spec} spec
 * @property {string} sentence
 * @property {[label: string, number: string, isAskable: boolean]} [headline]
 */

/**
 * What the page has asked for: the inputs at each stop, and the picture that its frames are told from.
 * @typedef {object} Question
 * @property {string[]} stops
 * @property {Spec} [base]
 * @property {number} left how many stops the kernel has not come to
 */

const MOST_FRAMES = 400; // on one chart

/** @type {(values: Values) => string} */
export const stopAt = (values) =>
  JSON.stringify(Object.keys(values).sort().map((name) => values[name]));

/**
 * What stands still stays the same object, so that Plotly sees that it does.
 * @param {Spec} spec
 * @param {Changes} changes
 * @returns {Spec}
 */
export function changed(spec, { traces, layout }) {
  const data = [...spec.data];
  for (const [place, keys] of Object.entries(traces)) {
    data[Number(place)] = { ...data[Number(place)], ...keys };
  }
  return { data, layout: layout ? { ...spec.layout, ...layout } : spec.layout };
}

/** @type {(one: any, other: any) => boolean} */
function isAlike(one, other) {
  if (one instanceof Float64Array && other instanceof Float64Array) {
    return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
  }
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length &&
    keys.every((key) => isAlike(one[key], other[key]));
}

// Of each chart on the page by its element, so that its explorer finds it.
/** @type {WeakMap<Element, Frames>} */
const FRAMES = shared("frames", () => new WeakMap());

/** @type {(chart: Element | null) => Frames | undefined} */
export const framesOf = (chart) => chart ? FRAMES.get(chart) : undefined;

export class Frames {
  /** @type {Shown | undefined} */
  told; // by the kernel last
  /** @type {Values | undefined} */
  values; // where the inputs stood for that
  heard = 0; // how many moves of this window the kernel knew of then
  epoch = 0;
  /** @type {Map<string, Question>} */
  questions = new Map();
  /** @type {Map<string, { base: Spec, frame: Changes & Shown }>} */
  frames = new Map();
  /** @type {Shown | undefined} */
  ahead; // the frame that is shown
  // Whether the inputs are back where the kernel had told of them before it heard that they left. If
  // both moves reach it as one, it has nothing to tell.
  isBack = false;
  isStale = false; // whether something else has changed since
  made = 0; // how many moves this window had made then
  drawn = 0; // how many frames were shown
  corrected = 0; // how many frames the kernel had another answer to
  /** @type {() => void} */
  arrived = () => {}; // told to whoever has asked

  /**
   * @param {Element} chart
   * @param {(shown: Shown) => void} show
   */
  constructor(chart, show) {
    this.show = show;
    FRAMES.set(chart, this);
  }

  // Whether what is shown has not been confirmed by the kernel.
  get isAhead() {
    return Boolean(this.ahead);
  }

  // The kernel has told how things stand. Returns whether that is to be shown.
  /** @param {Content} content */
  tell(content) {
    const { kind, data, layout, sentence, headline, values, moves, epoch } = content;
    if (epoch > this.epoch) this.forget(epoch);
    const spec = kind === "whole"
      ? { data, layout }
      : this.told && changed(this.told.spec, /** @type {any} */ (content));
    if (!spec) return false;
    this.told = { spec, sentence, headline };
    this.values = values;
    this.heard = movesMade(moves);
    const isOld = this.heard < this.made;
    if (this.ahead) return !isOld && this.confirm(this.ahead, this.told);
    this.isBack = this.isBack && isOld;
    return !this.isBack;
  }

  /**
   * @param {Shown} ahead
   * @param {Shown} told
   */
  confirm(ahead, told) {
    this.ahead = undefined;
    const isRight = isAlike(
      [ahead.spec, ahead.sentence, ahead.headline],
      [told.spec, told.sentence, told.headline],
    );
    if (isRight) told.spec = ahead.spec; // the very one that is drawn
    else if (!this.isStale) this.corrected += 1;
    return !isRight;
  }

  // This window has moved the inputs, `made` times by now; or has been told where they stand.
  /**
   * @param {Values} values
   * @param {number} made
   */
  moved(values, made) {
    const stop = stopAt(values);
    const wasAhead = this.isAhead;
    const isTold = this.values && stopAt(this.values) === stop;
    this.ahead = isTold ? undefined : this.at(stop);
    this.made = made;
    this.isStale = false;
    this.isBack = isTold ? this.heard < made : false;
    if (this.ahead) this.drawn += 1;
    const shown = isTold && wasAhead ? this.told : this.ahead;
    if (shown) this.show(shown);
  }

  /**
   * @param {string} stop
   * @returns {Shown | undefined}
   */
  at(stop) {
    const known = this.frames.get(stop);
    if (!known) return undefined;
    const { sentence, headline } = known.frame;
    return { spec: changed(known.base, known.frame), sentence, headline };
  }

  /** @param {Values} values */
  knows(values) {
    return this.frames.has(stopAt(values));
  }

  // Whether the kernel is still at work on what was asked last.
  get isAsked() {
    return [...this.questions.values()].some(({ left }) => left > 0);
  }

  /**
   * @param {string} asked
   * @param {Values[]} stops
   */
  expect(asked, stops) {
    for (const [before, question] of this.questions) {
      if (question.left === 0) this.questions.delete(before);
      question.left = 0; // the kernel leaves off, and sends what it has
    }
    this.questions.set(asked, { stops: stops.map(stopAt), left: stops.length });
  }

  // An answer of the kernel. Before its first frame it says that the picture to tell them from is
  // the one that it has told.
  /** @param {Content} content */
  take({ asked, epoch, frames, left }) {
    const question = this.questions.get(asked);
    if (!question || epoch < this.epoch) return;
    if (epoch > this.epoch) this.epoch = epoch;
    const base = question.base ??= this.told?.spec;
    question.left = left;
    if (!base) return;
    for (const frame of frames) this.frames.set(question.stops[frame.stop], { base, frame });
    for (const stop of this.frames.keys()) {
      if (this.frames.size <= MOST_FRAMES) break;
      this.frames.delete(stop);
    }
    if (left === 0) this.arrived();
  }

  // Something else than an input changes: no frame says any more what a move would bring.
  /** @param {number} [epoch] */
  forget(epoch = this.epoch) {
    this.epoch = epoch;
    this.isStale = true;
    this.questions.clear();
    this.frames.clear();
  }
}
