// Answers an explorer before its kernel is there, out of what was worked out when the site was
// built: its picture, and what each single move away from it brings.

import { imported } from "../../../server/labextension/static/imported.js";
import { shared } from "../../../server/labextension/static/shared.js";

/** @import { Content, Heard, Spec, Values } from "../../../widgets/types.d.ts" */

/**
 * What differs from the first picture, and what is said of it.
 * @typedef {{ traces: Record<string, Record<string, any>>, layout?: Record<string, any>, sentence: string }} Frame
 */

/**
 * @typedef {object} Early
 * @property {Record<string, Record<string, any>>} models
 * @property {string} explorer
 * @property {string} controls
 * @property {string} chart
 * @property {Spec & Content} whole
 * @property {(Frame & { values: Values })[]} frames
 */

// A widget's model, as anywidget has it: what a page sends is heard here.
class Model {
  /** @type {Record<string, Heard[]>} */
  heard = {};
  /** @type {(content: Content) => void} */
  sent = () => {};
  saved = () => {};

  /** @param {Record<string, any>} state */
  constructor(state) {
    this.state = state;
  }

  /** @param {string} name */
  get(name) {
    return this.state[name];
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  set(name, value) {
    if (JSON.stringify(value) === JSON.stringify(this.state[name])) return;
    this.state[name] = value;
    this.tell(`change:${name}`, { kind: "" }, []);
  }

  /** @type {(event: string, ...told: Parameters<Heard>) => void} */
  tell(event, ...told) {
    for (const one of [...(this.heard[event] ?? [])]) one(...told);
  }

  /** @type {(event: string, one: Heard) => void} */
  on(event, one) {
    (this.heard[event] ??= []).push(one);
  }

  /** @type {(event: string, one: Heard) => void} */
  off(event, one) {
    this.heard[event] = (this.heard[event] ?? []).filter((other) => other !== one);
  }

  /** @param {Content} content */
  send(content) {
    queueMicrotask(() => this.sent(content));
  }

  save_changes() {
    queueMicrotask(() => this.saved());
  }
}

// A message as a kernel sends it: arrays as buffers beside it.
/**
 * @param {any} value
 * @param {DataView<ArrayBuffer>[]} buffers
 * @returns {any}
 */
function packed(value, buffers) {
  if (Array.isArray(value)) return value.map((part) => packed(part, buffers));
  if (value === null || typeof value !== "object") return value;
  if ("array" in value) {
    const numbers = Float64Array.from(
      value.array,
      (/** @type {number | null} */ one) => one ?? NaN,
    );
    return { buffer: buffers.push(new DataView(numbers.buffer)) - 1 };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, packed(part, buffers)]),
  );
}

export class EarlyKernel {
  closing = new AbortController();
  /** @type {Map<string, Frame>} */
  frames = new Map();

  /** @param {Early} early */
  constructor(early) {
    const models = Object.entries(early.models).map(([id, state]) => [id, new Model(state)]);
    /** @type {Record<string, Model>} */
    this.models = Object.fromEntries(models);
    this.explorer = this.models[early.explorer];
    this.controls = this.models[early.controls];
    this.chart = this.models[early.chart];
    this.whole = early.whole;
    this.first = early.whole.values;
    /** @type {Frame} */
    this.frame = { traces: {}, layout: {}, sentence: early.whole.sentence };
    this.frames.set(this.at({}), this.frame);
    for (const { values, ...frame } of early.frames) this.frames.set(this.at(values), frame);
    this.explorer.sent = (content) => content.kind === "ahead" && this.asked(content);
    this.chart.sent = (content) => content.kind === "whole" && this.tell(this.whole);
    this.controls.saved = () => this.moved();
  }

  // Shows the explorer; it goes on where it stands once it comes with its kernel.
  /** @param {HTMLElement} el */
  async show(el) {
    this.el = el;
    const host = {
      getModel: (/** @type {string} */ reference) => Promise.resolve(this.named(reference)),
      getWidget: (/** @type {string} */ reference) =>
        Promise.resolve({
          render: (/** @type {{ el: HTMLElement }} */ at) => render(this.named(reference), at.el),
        }),
    };
    const { signal } = this.closing;
    /** @type {(model: Model, at: HTMLElement) => Promise<void>} */
    const render = async (model, at) => {
      const part = await imported(model.get("_esm"));
      await part.default.render({ model, el: at, signal, host });
    };
    await render(this.explorer, el);
    if (signal.aborted) return;
    const all = shared("early", () => new Map());
    all.set(this.explorer.get("name"), () => this.end());
  }

  // Ends it; returns where its inputs stand, if anybody has moved one.
  end() {
    this.closing.abort();
    const values = this.controls.get("values");
    return this.at(values) === this.at({}) ? undefined : values;
  }

  /** @param {string} reference */
  named(reference) {
    return this.models[reference.replace("anywidget:", "")];
  }

  // What tells some inputs from those of the first picture.
  /** @param {Values} values */
  at(values) {
    const moved = Object.keys(this.first).sort().filter((name) =>
      name in values && JSON.stringify(values[name]) !== JSON.stringify(this.first[name])
    );
    return JSON.stringify(moved.map((name) => [name, values[name]]));
  }

  /** @param {Content} content */
  tell(content) {
    /** @type {DataView<ArrayBuffer>[]} */
    const buffers = [];
    const told = packed(content, buffers);
    this.chart.tell("msg:custom", told, buffers);
  }

  // What a frame changes of the picture that is shown now.
  /** @param {Frame} frame */
  changes(frame) {
    const { data, layout } = this.whole;
    const shown = this.frame;
    const places = new Set([...Object.keys(shown.traces), ...Object.keys(frame.traces)]);
    /** @type {(first: Record<string, any>, before?: object, after?: Record<string, any>) => object} */
    const between = (first, before = {}, after = {}) => {
      const keys = Object.keys({ ...before, ...after });
      return Object.fromEntries(keys.map((key) => [key, after[key] ?? first[key]]));
    };
    const traces = [...places].map((place) => [
      place,
      between(data[Number(place)], shown.traces[place], frame.traces[place]),
    ]);
    return {
      traces: Object.fromEntries(traces),
      layout: between(layout, shown.layout, frame.layout),
      sentence: frame.sentence,
    };
  }

  /** @param {Content} question */
  asked({ asked, values, stops }) {
    const begun = { kind: "ahead", asked, epoch: 0 };
    this.tell({ ...begun, frames: [], left: stops.length });
    const frames = stops.flatMap((/** @type {Values} */ stop, /** @type {number} */ place) => {
      const frame = this.frames.get(this.at({ ...values, ...stop }));
      return frame ? [{ stop: place, ...this.changes(frame) }] : [];
    });
    this.tell({ ...begun, frames, left: 0 });
  }

  // Where nothing was worked out for the inputs together, the picture is shown to be of others.
  moved() {
    const values = this.controls.get("values");
    const frame = this.frames.get(this.at(values));
    this.el?.toggleAttribute("data-behind", !frame);
    this.el?.dispatchEvent(new CustomEvent("lessons-behind", { detail: !frame }));
    if (!frame) return;
    const moves = { ...this.controls.get("moves") };
    this.tell({ kind: "move", ...this.changes(frame), values, moves, epoch: 0 });
    this.frame = frame;
  }
}
