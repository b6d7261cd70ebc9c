// The page's side of a memo. What is written in a box is sent to the kernel a moment later, which
// keeps it; the picture is made here, by Plotly itself, from a chart that is never shown.

import { laidOut, messageOf, plotly, withArrays, writing } from "../widgets/chart/plotly.js";
import { download } from "../widgets/download.js";
import { answered } from "../widgets/kernel.js";
import { button, element, OWN_KEYS, unbroken, unique } from "../widgets/page.js";

/** @import { Given, Heard, Marks, Model, Phrases, Spec } from "../widgets/types.d.ts" */

const WRITTEN_AFTER = 400; // milliseconds without a key before a box is kept
const SETTLED_AFTER = 300; // milliseconds without a move before the proposals are made anew
const JOINER = "\u2060"; // where no line ends; nothing is seen of it
const DRAWN_WITHIN = 10_000; // milliseconds for the picture; the memo is saved without it then
// Wide enough that its text is as large in print as the memo's own, and fine enough for paper.
const PICTURE = { format: "png", width: 760, scale: 3 };
const HEIGHT = 380; // of a chart that has none of its own
const PAPER = {
  font: "Arial, 'Liberation Sans', Helvetica, sans-serif",
  text: "#1a1a1a",
  grid: "#d9d9d9",
  paper: "#ffffff",
  raised: "#ffffff",
};

// No end of a line parts a minus from its amount.
/** @type {(text: string) => string} */
const joined = (text) => text.replace(/−(?=\S)/g, `−${JOINER}`);

/** @type {<Made>(milliseconds: number, promise: Promise<Made>, words: string) => Promise<Made>} */
const within = (milliseconds, promise, words) => {
  /** @type {number | undefined} */
  let timer;
  const late = new Promise((/** @type {(made: never) => void} */ _, reject) => {
    timer = setTimeout(() => reject(new Error(words)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

// Ask the chart for the whole of what it shows; it answers once.
/**
 * @param {Model<unknown>} chart
 * @returns {Promise<Spec>}
 */
function whole(chart) {
  return new Promise((resolve) => {
    /** @type {Heard} */
    const answered = (content, buffers) => {
      if (content.kind !== "whole") return;
      chart.off("msg:custom", answered);
      resolve(withArrays(content, buffers));
    };
    chart.on("msg:custom", answered);
    chart.send({ kind: "whole" });
  });
}

/**
 * @param {Model<{ numbers: Marks }>} chart
 * @param {AbortSignal} signal
 */
async function pictured(chart, signal) {
  const Plotly = await plotly(chart, signal);
  const { data, layout } = await whole(chart);
  // As on the page: two amounts of money are no formula.
  const config = { typesetMath: false, ...writing(chart.get("numbers")) };
  const figure = { data, layout: laidOut(layout, PAPER), config };
  const address = await Plotly.toImage(figure, { ...PICTURE, height: layout.height ?? HEIGHT });
  const bytes = atob(address.slice(address.indexOf(",") + 1));
  return Uint8Array.from(bytes, (one) => one.charCodeAt(0));
}

// One part of the memo: its text, and a way back to what is proposed.
/**
 * @typedef {object} BoxState
 * @property {string} key
 * @property {string} heading
 * @property {string} kind
 * @property {string} text
 * @property {boolean} edited
 * @property {boolean} behind
 * @property {number} turn
 * @property {boolean} proposed
 */

class Box {
  /** @type {number | undefined} */
  waiting; // until what was written is sent

  /**
   * @param {HTMLElement} parent
   * @param {Memo} memo
   * @param {BoxState} state
   */
  constructor(parent, memo, { key, heading, kind, text, turn, proposed }) {
    this.memo = memo;
    this.key = key;
    this.turn = turn;
    this.proposed = proposed;
    this.heard = 0; // the last turn that the kernel knows of
    const id = unique();
    this.root = element(parent, "div", { class: "lessons-memo-box", "data-kind": kind });
    const head = element(this.root, "div", { class: "lessons-memo-head" });
    element(head, "label", { for: id }, heading);
    this.back = button(head, memo.phrases.memo_restore, () => this.restore());
    this.back.setAttribute("aria-label", `${memo.phrases.memo_restore}: ${heading}`);
    const tag = kind === "line" ? "input" : "textarea";
    const behind = `${id}-behind`;
    this.field = element(this.root, tag, {
      id,
      dir: "auto",
      autocomplete: "off",
      "aria-describedby": behind,
      ...OWN_KEYS,
    });
    // fit() makes it as high as its text
    if (this.field instanceof HTMLTextAreaElement) this.field.rows = 1;
    this.behind = element(this.root, "p", { id: behind, class: "lessons-memo-behind" });
    this.field.addEventListener("input", () => this.written());
    this.field.addEventListener("change", () => this.send());
    this.field.value = joined(text);
  }

  // Whether the kernel does not know yet what stands in the box.
  get ahead() {
    return this.waiting !== undefined || this.heard < this.turn;
  }

  written() {
    this.fit();
    this.back.hidden = !this.proposed;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), WRITTEN_AFTER);
  }

  send() {
    if (this.waiting === undefined) return;
    this.forget();
    this.turn += 1;
    this.memo.model.send({ kind: "edit", key: this.key, text: this.text, turn: this.turn });
  }

  // What stands in the box, without what only holds its lines together.
  get text() {
    return this.field.value.replaceAll(JOINER, "");
  }

  forget() {
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }

  restore() {
    this.forget();
    this.heard = this.turn;
    this.memo.model.send({ kind: "restore", key: this.key });
    this.field.focus();
  }

  /** @param {BoxState} state */
  follow({ text, edited, behind, turn, proposed }) {
    this.proposed = proposed;
    this.heard = Math.max(this.heard ?? 0, turn);
    if (this.ahead) return;
    this.back.hidden = !(edited && proposed); // where nothing is proposed there is no way back
    this.behind.textContent = behind ? this.memo.phrases.memo_behind : "";
    // What is being written is left as it stands, with the line that was just begun.
    const writing = edited && document.activeElement === this.field;
    if (!writing && this.text !== text) this.field.value = joined(text);
    this.fit();
  }

  // As high as its text.
  fit() {
    if (this.field.tagName !== "TEXTAREA" || !this.field.clientWidth) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }
}

// Words that the kernel never heard before it was gone wait, in this tab of the browser and for
// this page alone, for the memo of the next one.
const unsentKey = () => `lessons.unsent:${location.pathname}`;

/** @param {Box[]} boxes */
function keepUnsent(boxes) {
  const ahead = boxes.filter((box) => box.ahead).map(({ key, field }) => [key, field.value]);
  try {
    sessionStorage.setItem(unsentKey(), JSON.stringify(Object.fromEntries(ahead)));
  } catch { /* a page that may keep nothing still shows them */ }
}

/** @returns {Record<string, string>} */
function takeUnsent() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(unsentKey()) ?? "{}");
    sessionStorage.removeItem(unsentKey());
    return kept;
  } catch {
    return {};
  }
}

/**
 * @typedef {object} State
 * @property {Phrases} phrases
 * @property {{ boxes: BoxState[], message: string, not_kept: string, made_up: string }} state
 * @property {string} controls
 * @property {string} panel
 * @property {string} chart
 */

class Memo {
  busy = false;

  /**
   * @param {Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.phrases = model.get("phrases");
    const { memo, memo_help: help, save_memo: save } = this.phrases;
    this.root = element(el, "section", {
      class: "lessons-memo lessons-panel lessons-buttons",
      "aria-label": memo,
    });
    element(this.root, "p", { class: "lessons-panel-ask" }, memo);
    element(this.root, "p", { class: "lessons-memo-help" }, help);
    const place = element(this.root, "div", { class: "lessons-memo-boxes" });
    this.boxes = model.get("state").boxes.map((one) => new Box(place, this, one));
    this.madeUp = element(this.root, "p", { class: "lessons-memo-made-up" });
    const bar = element(this.root, "div", { class: "lessons-panel-bar" });
    this.saving = button(bar, save, () => {});
    this.said = element(this.root, "p", { class: "lessons-panel-said", role: "status" });
    this.kept = element(this.root, "p", { class: "lessons-memo-kept" });
    this.follow();
    this.writeUnsent(takeUnsent());
    el.addEventListener("lessons-gone", () => keepUnsent(this.boxes));
  }

  /** @param {Record<string, string>} unsent */
  writeUnsent(unsent) {
    for (const box of this.boxes) {
      if (!(box.key in unsent)) continue;
      box.field.value = unsent[box.key];
      box.written();
    }
  }

  follow() {
    const { boxes, message, not_kept: notKept, made_up: madeUp } = this.model.get("state");
    this.kept.textContent = notKept || this.phrases.kept;
    this.madeUp.textContent = unbroken(madeUp);
    this.boxes.forEach((box, place) => box.follow(boxes[place]));
    this.said.textContent = message;
  }

  fit() {
    this.boxes.forEach((box) => box.fit());
  }

  sendAll() {
    this.boxes.forEach((box) => box.send());
  }

  /**
   * @param {Model<{ numbers: Marks }>} chart
   * @param {AbortSignal} signal
   */
  async save(chart, signal) {
    if (this.busy) return;
    this.busy = true;
    this.sendAll();
    this.said.textContent = this.phrases.memo_saving;
    this.model.send({ kind: "renew" }); // so that the picture is one of what is saved
    const content = { kind: "save", failed: "" };
    const buffers = [];
    try {
      buffers.push(await within(DRAWN_WITHIN, pictured(chart, signal), this.phrases.memo_late));
    } catch (error) {
      content.failed = messageOf(error);
    }
    this.busy = false;
    if (!signal.aborted) this.model.send(content, undefined, buffers);
  }
}

/**
 * @param {Memo} memo
 * @param {AbortSignal} signal
 */
function watch(memo, signal) {
  const size = new ResizeObserver(() => memo.fit());
  size.observe(memo.root);
  signal.addEventListener("abort", () => {
    size.disconnect();
    memo.sendAll();
  });
}

/** @param {Given<State>} given */
async function render({ model, el, signal, host }) {
  const memo = new Memo(model, el);
  watch(memo, signal);
  /** @type {number | undefined} */
  let settling;
  const moved = () => {
    clearTimeout(settling);
    settling = setTimeout(() => model.send({ kind: "renew" }), SETTLED_AFTER);
  };
  /** @type {(to: Model<any>, event: string, heard: Heard) => void} */
  const listen = (to, event, heard) => {
    to.on(event, heard);
    signal.addEventListener("abort", () => to.off(event, heard));
  };
  signal.addEventListener("abort", () => clearTimeout(settling));
  listen(model, "change:state", () => memo.follow());
  listen(model, "msg:custom", ({ kind, name }, buffers) => {
    // Nothing is being saved any more.
    if (kind === "fault" || kind === "unfetched") memo.follow();
    if (kind === "download") download(name, buffers[0], "application/octet-stream");
  });
  const chart = await host.getModel(model.get("chart"));
  memo.saving.addEventListener("click", () => memo.save(chart, signal));
  listen(await host.getModel(model.get("controls")), "change:values", moved);
  if (model.get("panel")) listen(await host.getModel(model.get("panel")), "change", moved);
}

export default { render: answered(render) };
