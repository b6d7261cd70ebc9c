// A line sketched point by point. Each point is a native slider that cannot be seen, so that
// keyboard and screen reader work; the pointer moves whichever point is nearest.

import { drawn } from "../drawn.js";
import { element, filled, OWN_KEYS } from "../page.js";

/** @import { Phrases } from "../types.d.ts" */

/**
 * What is asked of a line: along `across`, with `ticks` on its upright axis.
 * @typedef {object} SketchAsked
 * @property {{ value: number, text: string }[]} across
 * @property {string} across_label
 * @property {string} label
 * @property {number} minimum
 * @property {number} maximum
 * @property {number} step
 * @property {number} start
 * @property {{ value: number, text: string }[]} ticks
 */

export class Sketch {
  locked = false;

  /**
   * @param {HTMLElement} parent
   * @param {SketchAsked} asked
   * @param {Phrases} phrases
   * @param {number[] | null | undefined} given
   * @param {() => void} touched
   */
  constructor(parent, asked, phrases, given, touched) {
    this.asked = asked;
    this.touched = touched;
    const frame = element(parent, "div", { class: "lessons-sketch" });
    element(frame, "p", { class: "lessons-sketch-up" }, asked.label);
    this.area = element(frame, "div", { class: "lessons-sketch-area" });
    this.area.style.setProperty("--points", String(asked.across.length));
    this.addTicks();
    this.line = this.addLine();
    this.points = asked.across.map(({ text }, place) =>
      this.addPoint(phrases, text, given?.[place] ?? asked.start)
    );
    element(frame, "p", { class: "lessons-sketch-along" }, asked.across_label);
    this.help = element(frame, "p", { class: "lessons-sketch-help" }, phrases.sketch_help);
    this.area.addEventListener("pointerdown", (event) => this.stroke(event));
    this.area.addEventListener("pointermove", (event) => {
      if (event.buttons) this.stroke(event);
    });
    this.draw();
  }

  /** @param {number} place */
  left(place) {
    return (100 * place) / (this.asked.across.length - 1);
  }

  /** @param {number} value */
  share(value) {
    return (value - this.asked.minimum) / (this.asked.maximum - this.asked.minimum);
  }

  addTicks() {
    for (const { value, text } of this.asked.ticks) {
      const tick = element(this.area, "span", { class: "lessons-sketch-tick" }, text);
      tick.style.top = `${100 - 100 * this.share(value)}%`;
    }
    this.asked.across.forEach(({ text }, place) => {
      const at = element(this.area, "span", { class: "lessons-sketch-at" }, text);
      at.style.left = `${this.left(place)}%`;
    });
  }

  addLine() {
    const picture = drawn(this.area, "svg", {
      viewBox: "0 0 100 100",
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    });
    return drawn(picture, "polyline", { "vector-effect": "non-scaling-stroke" });
  }

  /**
   * @param {Phrases} phrases
   * @param {string} across
   * @param {number} start
   */
  addPoint(phrases, across, start) {
    const { minimum, maximum, step, label } = this.asked;
    const input = element(this.area, "input", {
      type: "range",
      min: minimum,
      max: maximum,
      step,
      "aria-label": filled(phrases.sketch_point, { label, across }),
      ...OWN_KEYS,
    });
    input.value = String(start);
    input.addEventListener("input", () => {
      this.touched();
      this.draw();
    });
    const mark = element(this.area, "span", {
      class: "lessons-sketch-mark",
      "aria-hidden": "true",
    });
    return { input, mark };
  }

  /** @param {PointerEvent} event */
  stroke(event) {
    if (this.locked) return;
    const { left, top, width, height } = this.area.getBoundingClientRect();
    const along = ((event.clientX - left) / width) * (this.points.length - 1);
    const place = Math.min(Math.max(Math.round(along), 0), this.points.length - 1);
    const share = 1 - (event.clientY - top) / height;
    const { minimum, maximum } = this.asked;
    this.points[place].input.value = String(minimum + share * (maximum - minimum));
    this.area.setPointerCapture(event.pointerId);
    this.touched();
    this.draw();
  }

  draw() {
    const corners = this.points.map(({ input, mark }, place) => {
      const [left, top] = [this.left(place), 100 - 100 * this.share(Number(input.value))];
      for (const part of [input, mark]) part.style.cssText = `left: ${left}%; top: ${top}%`;
      return `${left},${top}`;
    });
    this.line.setAttribute("points", corners.join(" "));
  }

  given() {
    return this.points.map(({ input }) => Number(input.value));
  }

  lock() {
    this.locked = true;
    this.help.hidden = true;
    for (const { input } of this.points) input.disabled = true;
  }
}
