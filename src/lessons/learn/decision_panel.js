// The page's side of a decision that is taken step by step. It knows what was told so far and no
// more: each step comes from the kernel. Play walks through the steps and waits for each one, so
// that nothing is played past news that has not been shown yet.

import { tellDone } from "../my_work/done.js";
import { Play } from "../widgets/controls/play.js";
import { keepInSight } from "../widgets/explorer/sight.js";
import { answered } from "../widgets/kernel.js";
import { button, element, OWN_KEYS, same, unbroken, unique } from "../widgets/page.js";
import { reachScrolled } from "../widgets/scrolled.js";

/** @import { Given, Model, Phrases } from "../widgets/types.d.ts" */

/** @typedef {{ when: string, text: string, is_news: boolean }} Told */
/** @typedef {{ columns: string[], rows: string[][] }} Table */

/**
 * What is to see after some steps.
 * @typedef {object} Scene
 * @property {"start" | "going" | "over"} phase
 * @property {number} number
 * @property {string} game
 * @property {number} step
 * @property {string} when
 * @property {boolean} can_change
 * @property {Told[]} feed
 * @property {string[][]} known
 * @property {Table | null} table
 * @property {string} explained
 * @property {string} before
 * @property {string} notice
 */

/**
 * @typedef {object} State
 * @property {{ title: string, ask: string, last: number }} asked
 * @property {Phrases} phrases
 * @property {Scene} state
 * @property {string} chart
 */

class Decision {
  /** @type {HTMLElement} */
  bar;
  /** @type {HTMLButtonElement[]} */
  start;
  /** @type {HTMLElement} */
  place;
  /** @type {Play} */
  play;
  /** @type {HTMLButtonElement} */
  on;
  /** @type {HTMLButtonElement} */
  change;
  /** @type {HTMLButtonElement} */
  again;
  /** @type {HTMLElement} */
  when;
  /** @type {HTMLProgressElement} */
  track;
  walker = { start: 0, value: 0 };
  /** @type {number | undefined} */
  wanted; // the step that is to be reached
  isWaiting = false; // for the step that was asked for last
  /** @type {number | undefined} */
  number; // of the game
  /** @type {string[][]} */
  rows;

  /**
   * @param {Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.phrases = model.get("phrases");
    this.asked = model.get("asked");
    const { title, ask } = this.asked;
    this.root = element(el, "section", {
      class: "lessons-decision lessons-panel lessons-sight",
      "aria-label": title,
    });
    const head = element(this.root, "p", { class: "lessons-decision-kind" }, this.phrases.decide);
    this.game = element(head, "span");
    element(this.root, "p", { class: "lessons-decision-title" }, title);
    this.ask = element(this.root, "p", { class: "lessons-decision-ask" }, ask);
    this.before = element(this.root, "p", { class: "lessons-panel-said", role: "status" });
    this.result = element(this.root, "div", {
      class: "lessons-decision-result",
      role: "group",
      "aria-label": title,
    });
    const body = element(this.root, "div", { class: "lessons-decision-body" });
    const side = element(body, "div", { class: "lessons-decision-side" });
    this.chartPlace = element(body, "div", { class: "lessons-decision-chart" });
    keepInSight(this.chartPlace, side);
    this.buildBar(side);
    this.notice = element(side, "p", { class: "lessons-panel-said", role: "status" });
    const named = this.headed(side, this.phrases.decision_feed);
    const none = { "data-empty": this.phrases.decision_no_news };
    const spoken = { role: "status", tabindex: "0", ...none, ...OWN_KEYS };
    this.feed = element(side, "div", { class: "lessons-decision-feed", ...spoken, ...named });
    this.known = element(side, "table", this.headed(side, this.phrases.decision_known));
    this.follow();
  }

  /** @param {HTMLElement} side */
  buildBar(side) {
    const { phrases, model } = this;
    this.bar = element(side, "div", { class: "lessons-decision-bar" });
    /** @type {(kind: string, more?: object) => () => void} */
    const send = (kind, more) => () => model.send({ kind, ...more });
    this.start = [
      button(this.bar, phrases.stay, send("begin", { changed: false })),
      button(this.bar, phrases.change_at_once, send("begin", { changed: true })),
    ];
    this.place = element(this.bar, "div", { class: "lessons-decision-play" });
    this.play = this.buildPlay();
    this.on = button(this.bar, phrases.on, () => this.walk(model.get("state").step + 1));
    this.change = button(this.bar, phrases.change, () => {
      this.halt();
      model.send({ kind: "change" });
    });
    this.change.classList.add("lessons-decision-change");
    this.again = button(this.bar, phrases.decision_again, send("again"));
    const track = element(side, "div", { class: "lessons-decision-track" });
    this.when = element(track, "span", { id: unique() });
    const named = { max: this.asked.last, "aria-labelledby": this.when.id };
    this.track = element(track, "progress", named);
  }

  // What the Play button of a slider walks along is here the steps.
  buildPlay() {
    const { last } = this.asked;
    return new Play({
      place: this.place,
      phrases: this.phrases,
      input: { label: this.phrases.course },
      track: { first: 0, last, step: 1, value: Math.floor, position: (step) => step },
      walker: this.walker,
      walk: (step) => this.walk(step),
    });
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} text
   */
  headed(parent, text) {
    const id = unique();
    element(parent, "p", { id, class: "lessons-decision-heading" }, text);
    return { "aria-labelledby": id };
  }

  // Steps are asked for one at a time; if more have become due by then, the last one counts.
  /** @param {number} step */
  walk(step) {
    this.wanted = step;
    this.next();
  }

  next() {
    if (this.isWaiting || !this.wanted || this.wanted <= this.model.get("state").step) return;
    this.isWaiting = true;
    this.model.send({ kind: "go", step: this.wanted });
  }

  halt() {
    this.wanted = undefined;
    if (this.play.frame) this.play.stop();
  }

  follow() {
    const { phase, number, step, feed, ...state } = this.model.get("state");
    const { activeElement } = document;
    const hadFocus = this.bar.contains(activeElement) ? activeElement : null;
    if (number !== this.number) this.feed.replaceChildren();
    const told = feed.slice(this.feed.children.length);
    if (phase !== "going" || told.some((one) => one.is_news)) this.halt();
    this.number = number;
    this.isWaiting = false;
    this.walker.value = step;
    this.root.dataset.phase = phase;
    this.game.textContent = state.game;
    this.before.textContent = unbroken(state.before);
    this.when.textContent = state.when;
    this.track.value = step;
    this.notice.textContent = state.notice;
    this.tell(told);
    this.showKnown(state.known);
    this.showResult(state);
    this.showButtons(phase, state.can_change);
    this.keepFocus(hadFocus);
    this.next();
  }

  /**
   * @param {string} phase
   * @param {boolean} canChange
   */
  showButtons(phase, canChange) {
    for (const one of this.start) one.hidden = phase !== "start";
    this.place.hidden = this.on.hidden = phase !== "going";
    this.change.hidden = !canChange;
    this.again.hidden = phase !== "over";
  }

  // Where the button that was pressed is gone, the keyboard goes on from the next one.
  /** @param {Element | null} focused */
  keepFocus(focused) {
    if (!focused || focused.checkVisibility()) return;
    const buttons = [this.play.button, this.again, ...this.start];
    buttons.find((one) => one.checkVisibility())?.focus();
  }

  // Only what is new is added, so that a screen reader reads that alone; the newest is on top.
  /** @param {Told[]} lines */
  tell(lines) {
    for (const { when, text, is_news: isNews } of lines) {
      const name = isNews ? "lessons-decision-news" : "lessons-decision-decided";
      const line = element(new DocumentFragment(), "p", { class: name });
      element(line, "strong", {}, when);
      line.append(": ");
      element(line, "span", {}, text);
      this.feed.prepend(line);
    }
  }

  /** @param {string[][]} rows */
  showKnown(rows) {
    if (same(rows, this.rows)) return;
    this.rows = rows;
    this.known.replaceChildren();
    for (const [label, value, before] of rows) {
      const row = element(this.known, "tr", before ? { class: "lessons-decision-changed" } : {});
      element(row, "th", { scope: "row" }, label);
      const cell = element(row, "td", {}, value);
      if (before) element(cell, "span", {}, before);
    }
  }

  /** @param {{ table: Table | null, explained: string }} state */
  showResult({ table, explained }) {
    this.result.replaceChildren();
    if (!table) return;
    const grid = element(this.result, "table");
    const head = element(element(grid, "thead"), "tr");
    for (const name of table.columns) element(head, "th", { scope: "col" }, name);
    const body = element(grid, "tbody");
    for (const [name, ...cells] of table.rows) {
      const row = element(body, "tr");
      element(row, "th", { scope: "row" }, name);
      // On a narrow page a cell stands under the others and says itself what it is.
      cells.forEach((text, place) =>
        element(row, "td", { "data-label": table.columns[place + 1] }, text)
      );
    }
    element(this.result, "p", {}, explained);
  }
}

/** @param {Given<State>} given */
async function render({ model, el, signal, host }) {
  const decision = new Decision(model, el);
  reachScrolled(decision.result, signal);
  const follow = () => {
    decision.follow();
    tellDone();
  };
  model.on("change:state", follow);
  signal.addEventListener("abort", () => {
    decision.halt();
    model.off("change:state", follow);
  });
  await (await host.getWidget(model.get("chart"))).render({ el: decision.chartPlace, signal });
}

export default { render: answered(render) };
