// The picture of a chart. While a slider moves, each animation frame draws the newest arrays at
// most once: by Plotly.animate, and an axis that ends elsewhere by Plotly.relayout; where anything
// else has moved by Plotly.react. So every picture is right as it stands. Once the slider has
// settled, one Plotly.react renews what cannot be seen without pointing at it; where axes have moved,
// one Plotly.newPlot.

import { same } from "../page.js";
import { Drawings } from "./drawings.js";
import {
  fitted,
  largerLayout,
  largerTrace,
  named,
  NARROW,
  neededFor,
  roomOf,
  scaleOf,
  themed,
  USUAL_HEIGHT,
  withLegibleWords,
} from "./layout.js";
import { addPlate } from "./plate.js";
import { writing } from "./plotly.js";
import { setPercentsApart } from "./percents.js";
import { lengthOf, spare, unspare } from "./plotly_privates.js";

/** @import { Layout, Marks, Phrases, Plotly, Spec, Trace } from "../types.d.ts" */

const SETTLED_AFTER = 150; // milliseconds without a message
// Two amounts of money in one text are no formula, even where the page can set formulas.
const CONFIG = {
  displayModeBar: false,
  doubleClick: false,
  plotlyServerURL: "",
  typesetMath: false,
};
const MOVING = {
  mode: "immediate",
  transition: { duration: 0 },
  frame: { duration: 0, redraw: false },
};
// What Plotly.animate may change of a trace without a redraw. It takes the marks of any other
// type off the drawing, so that a picture with one of them is not animated.
/** @type {Record<string, string[]>} */
const ANIMATED = {
  scatter: ["x", "y", "text", "textposition", "marker"],
  bar: ["x", "y", "base", "text", "width"],
};
// What may wait until the slider has settled, because nobody sees it while a slider moves.
const WAITING = ["customdata", "hoverinfo", "hovertemplate", "hovertext", "meta"];

// The ranges of axes that tell a layout from the one before it, as Plotly.relayout takes them.
// Undefined where more than ranges tells them apart. A title stands above the drawing.
/**
 * @param {Layout} before
 * @param {Layout} after
 */
function movedRanges(before, after) {
  /** @type {Record<string, number[]>} */
  const ranges = {};
  for (const key of Object.keys({ ...before, ...after })) {
    if (key === "title" || same(before[key], after[key])) continue;
    const { range, ...axis } = after[key] ?? {};
    const { range: old, ...oldAxis } = before[key] ?? {};
    if (!range || !old || !same(axis, oldAxis)) return undefined;
    ranges[`${key}.range`] = range;
  }
  return ranges;
}

/** @type {(data: Trace[], other: Trace[]) => boolean} */
const isOfSameParts = (data, other) =>
  data.length === other.length &&
  data.every((trace, place) =>
    trace.type === other[place].type && same(Object.keys(trace), Object.keys(other[place]))
  );

// A copy of all but arrays. Plotly.animate writes what moves into the traces that Plotly was given,
// and into the objects in them; frames are told from those that stand in a spec.
/**
 * @template {Record<string, any>} Part
 * @param {Part} part
 * @returns {Part}
 */
function copied(part) {
  const made = Object.entries(part).map(([key, value]) => [
    key,
    value?.constructor === Object ? copied(value) : value,
  ]);
  return /** @type {Part} */ (Object.fromEntries(made));
}

/** @typedef {Record<"figure" | "drawings" | "drawing" | "sentence", HTMLElement>} Parts */

export class Picture {
  /** @type {Plotly} */
  Plotly;
  /** @type {Spec} */
  spec;
  /** @type {Map<number, string[]>} */
  moved = new Map(); // a trace's place -> the keys that have changed since the last frame
  /** @type {Layout} */
  laidOut = {}; // the layout that stands on the page
  hasMovedAxes = false;
  room = 0; // pixels of its width, as a layout of the page that was no work had it
  isBehind = false; // whether there was no room to draw something in
  width = 0;
  isNarrow = false;
  scale = 1;
  kinds = "";
  /** @type {number | undefined} */
  frame;
  /** @type {number | undefined} */
  settling;

  /**
   * @param {Parts} parts
   * @param {Phrases} phrases
   * @param {Marks} [numbers]
   */
  constructor(parts, phrases, numbers) {
    this.config = { ...CONFIG, ...writing(numbers) };
    if (numbers && numbers.percent !== "%") setPercentsApart(parts.drawing, numbers.percent);
    this.figure = parts.figure;
    this.drawing = parts.drawing;
    this.sentence = parts.sentence;
    addPlate(this.figure);
    this.drawings = new Drawings(parts.drawings, phrases, () => this.settle());
  }

  /** @param {Plotly} Plotly */
  start(Plotly) {
    this.Plotly = Plotly;
    this.drawing.replaceChildren();
    this.settle();
  }

  /** @param {Spec} spec */
  whole({ data, layout }) {
    this.spec = { data, layout };
    this.settle();
  }

  // Moves on to a picture of the same parts: what stands still in it is the same object.
  /** @param {Spec} spec */
  become(spec) {
    const { data } = this.spec ?? {};
    if (!data || !isOfSameParts(data, spec.data)) return this.whole(spec);
    spec.data.forEach((trace, place) => {
      const before = data[place];
      const keys = Object.keys(trace).filter((key) => trace[key] !== before[key]);
      if (!lengthOf(before) !== !lengthOf(trace)) keys.push("visible");
      if (keys.length) this.moved.set(place, [...(this.moved.get(place) ?? []), ...keys]);
    });
    this.spec = spec;
    if (!this.frame) this.draw();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED_AFTER);
  }

  // Arrays are drawn as they come, so that they are ready when the browser paints next. Those
  // that come before it has painted wait for that frame, and only the newest of them are drawn.
  draw() {
    if (!this.isSeen()) return;
    const ranges = movedRanges(this.laidOut, this.fitted());
    const isLaidOut = ranges && !Object.keys(ranges).length;
    if (isLaidOut && !this.moved.size) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
    if (ranges && this.isAnimated()) this.animate(ranges);
    else this.react();
    this.moved.clear();
  }

  fitted() {
    return this.drawings.alone(fitted(this.spec.layout, this.width), this.spec.data);
  }

  isAnimated() {
    return this.spec.data.every(({ type }, index) => {
      const keys = [...(ANIMATED[type] ?? []), ...WAITING];
      return type in ANIMATED && (this.moved.get(index) ?? []).every((key) => keys.includes(key));
    });
  }

  // All traces are handed over, with nothing for those that stand still: Plotly takes what is
  // left out for gone from its drawing, and puts what is not in front of the rest.
  /** @param {Record<string, number[]>} ranges */
  animate(ranges) {
    /** @type {(trace: Trace, place: number) => object} */
    const animated = (trace, place) => {
      if (this.drawings.hides(trace)) return {};
      const moved = this.moved.get(place) ?? [];
      const keys = ANIMATED[trace.type].filter((key) => moved.includes(key));
      return Object.fromEntries(keys.map((key) => [key, trace[key]]));
    };
    if (Object.keys(ranges).length) this.relayout(ranges);
    const data = this.scaled(this.spec.data).map(animated);
    spare(this.drawing, data, (place) => this.drawings.hides(this.spec.data[place]));
    // A newer frame rejects the older one's promise: that is "latest wins", no error.
    this.Plotly.animate(this.drawing, { data, traces: [...data.keys()] }, MOVING).catch(() => {});
  }

  /** @param {Record<string, number[]>} ranges */
  relayout(ranges) {
    this.laidOut = this.fitted();
    this.hasMovedAxes = true;
    this.Plotly.relayout(this.drawing, ranges);
  }

  /** @param {Trace[]} data */
  scaled(data) {
    return this.scale === 1 ? data : data.map((one) => largerTrace(one, this.scale));
  }

  // Nothing is worked out for a drawing without room: of a closed tab, or of a cell that is
  // scrolled away. What it has missed is drawn once it has its room again.
  isSeen() {
    if (!this.spec || !this.Plotly) return false;
    this.isBehind ||= !this.room;
    return Boolean(this.room);
  }

  react(isAnew = false) {
    const { kinds, isNarrow } = this;
    const { only } = this.drawings;
    this.isBehind = false;
    this.hasMovedAxes &&= !isAnew;
    this.width = this.drawing.clientWidth;
    this.isNarrow = this.width < NARROW;
    this.kinds = this.spec.data.map(({ type }) => type).join();
    this.makeRoom();
    this.laidOut = this.fitted();
    // The drawing takes its height from the page, so that Plotly needs none of its own.
    const { height: _, ...layout } = this.laidOut;
    const shownData = named(this.drawings.shown(this.spec.data), this.width);
    const larger = this.scale === 1 ? layout : largerLayout(layout, this.scale);
    const shown = themed(larger, this.figure);
    const data = this.scaled(shownData).map((one) => withLegibleWords(copied(one), shown));
    // Where other traces come or go, or a drawing turns narrow, what Plotly knows of the one
    // before leaves texts out, and legends and axes in the wrong place. Where only ranges have
    // moved, titles of axes and the room for labels stand where the labels before had them.
    const isAlike = kinds === this.kinds && isNarrow === this.isNarrow;
    const isKept = !isAnew && isAlike && only === this.drawings.only;
    const way = isKept ? "react" : "newPlot";
    unspare(this.drawing);
    this.Plotly[way](this.drawing, data, shown, this.config);
  }

  // Asks the page for the height of the layout, and looks what there is room for then.
  makeRoom() {
    const { height = USUAL_HEIGHT, meta = {} } = fitted(this.spec.layout, this.width);
    this.figure.style.setProperty("--lessons-chart-own", `${height}px`);
    const isApart = this.isCramped();
    this.drawings.fit(isApart, meta.drawings ?? []);
    this.scale = this.scaleIf(isApart);
  }

  settle() {
    clearTimeout(this.settling);
    this.sentence.setAttribute("aria-busy", "false");
    this.room = this.drawing.clientWidth;
    if (!this.isSeen()) return;
    this.moved.clear();
    this.react(this.hasMovedAxes);
  }

  resize() {
    this.room = this.drawing.clientWidth;
    if (!this.spec || !this.Plotly || !this.room) return;
    if (this.isBehind || this.isOtherwise()) this.settle();
    else {
      unspare(this.drawing);
      this.Plotly.Plots.resize(this.drawing);
    }
  }

  // Whether more than its size has to change in the room that there is now.
  isOtherwise() {
    const turned = roomOf(this.width) !== roomOf(this.drawing.clientWidth);
    const isApart = this.isCramped();
    const parted = isApart !== (this.drawings.only !== undefined);
    return turned || parted || this.scale !== this.scaleIf(isApart);
  }

  // Whether several drawings have no room for all of them; their buttons take some of it.
  isCramped() {
    const isNarrow = this.drawing.clientWidth < NARROW;
    const needed = neededFor(this.spec.layout, isNarrow, this.scaleIf(false));
    return this.drawing.clientHeight + this.drawings.place.offsetHeight < needed;
  }

  /** @param {boolean} isApart */
  scaleIf(isApart) {
    return scaleOf(this.drawing, isApart ? {} : this.spec.layout);
  }

  close() {
    clearTimeout(this.settling);
    cancelAnimationFrame(this.frame ?? 0);
    this.Plotly?.purge(this.drawing);
  }
}
