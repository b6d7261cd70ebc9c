// The button that walks a slider to the end of its track, and how fast it does so.

import { button, element, filled, OWN_KEYS } from "../page.js";

/** @import { Phrases } from "../types.d.ts" */

/**
 * The positions of a slider's thumb, and the values that they stand for.
 * @typedef {object} Track
 * @property {number} first
 * @property {number} last
 * @property {number} step
 * @property {(value: number) => number} position
 * @property {(position: number) => number} value
 */

/**
 * What is walked: where it stands, where a new walk starts, and how it is moved.
 * @typedef {object} Walked
 * @property {HTMLElement} place
 * @property {Phrases} phrases
 * @property {{ label: string }} input
 * @property {Track} track
 * @property {{ value: number, start: number }} walker
 * @property {(value: number) => void} walk
 */

/** @type {Record<string, number>} */
const WALKS = { slow: 24, normal: 12, fast: 6 }; // seconds from end to end
const LONGEST_FRAME = 1; // seconds; a page that was away goes on from where it was
const CALM_STEPS = 10; // from end to end, for people who asked for less motion

export class Play {
  /** @type {number | undefined} */
  frame;
  at = 0; // where it is on its way
  seen = 0; // when it was there

  /** @param {Walked} control */
  constructor(control) {
    this.control = control;
    this.track = control.track;
    this.phrases = control.phrases;
    const { label } = control.input;
    this.bar = element(control.place, "div", { class: "lessons-control-play" });
    this.button = button(this.bar, "", () => (this.frame ? this.stop() : this.start()));
    this.speed = element(this.bar, "select", {
      "aria-label": filled(this.phrases.speed, { label }),
      ...OWN_KEYS,
    });
    for (const speed of Object.keys(WALKS)) {
      element(this.speed, "option", { value: speed }, this.phrases[speed]);
    }
    this.speed.value = "normal";
    this.mark();
  }

  mark() {
    const { label } = this.control.input;
    const phrase = this.frame ? "stop" : "play";
    this.button.textContent = this.phrases[phrase];
    this.button.setAttribute("aria-label", filled(this.phrases[`${phrase}_label`], { label }));
  }

  stands() {
    return this.track.position(this.control.walker.value);
  }

  start() {
    const { walker } = this.control;
    if (this.stands() >= this.track.last) this.control.walk(walker.start);
    this.at = this.stands();
    this.seen = performance.now();
    this.next();
    this.mark();
  }

  next() {
    this.frame = requestAnimationFrame((now) => this.step(now));
  }

  // Where the thumb stands follows from the time gone by: a slow page skips, and queues nothing.
  /** @param {number} now */
  step(now) {
    const { first, last, step, value } = this.track;
    const seconds = Math.min(Math.max(now - this.seen, 0) / 1000, LONGEST_FRAME);
    this.seen = now;
    this.at += ((last - first) * seconds) / WALKS[this.speed.value];
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const stride = isCalm ? (last - first) / CALM_STEPS : step;
    const position = first + Math.floor((this.at - first) / stride) * stride;
    if (this.at >= last) this.control.walk(value(last));
    else if (position > this.stands()) this.control.walk(value(position));
    if (this.at >= last) this.stop();
    else this.next();
  }

  stop() {
    cancelAnimationFrame(this.frame ?? 0);
    this.frame = undefined;
    this.mark();
  }
}
