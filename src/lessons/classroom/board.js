// The page's side of the board on which a class is asked: how to join, who has committed, how the
// class was split, and what the model finds.

import { isThisMachine, token } from "../widgets/explorer/address.js";
import { answered } from "../widgets/kernel.js";
import { button, element, filled, OWN_KEYS, unbroken } from "../widgets/page.js";
import { reasonOf, room } from "./room.js";

/** @import { Content, Given, Model, Phrases } from "../widgets/types.d.ts" */
/** @import { Heard, Round } from "./room.js" */

/**
 * @typedef {object} State
 * @property {{ kind: string, ask: string }} asked
 * @property {Phrases} phrases
 * @property {string} chart
 */

class Board {
  /** @type {{ round: number, given: any[] }[]} */
  rounds = [];
  roomCode = ""; // of the room in which they are
  /** @type {"" | "open" | "closed" | "revealed"} */
  state = "";
  isBusy = false;
  /** @type {HTMLElement} */
  address;
  /** @type {HTMLElement} */
  code;
  /** @type {HTMLElement} */
  here; // said where no phone can come
  /** @type {HTMLElement} */
  count;
  /** @type {HTMLButtonElement} */
  closing;
  /** @type {HTMLButtonElement} */
  revealing;
  /** @type {HTMLButtonElement} */
  again;
  /** @type {HTMLButtonElement} */
  saving;
  /** @type {HTMLButtonElement} */
  ending;
  /** @type {HTMLButtonElement} */
  away;
  /** @type {HTMLButtonElement} */
  anew;

  /**
   * @param {Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.phrases = model.get("phrases");
    this.root = element(el, "section", {
      class: "lessons-class lessons-buttons",
      tabindex: "-1",
      ...OWN_KEYS,
    });
    this.question = element(this.root, "p", { class: "lessons-class-ask" });
    this.join = element(this.root, "div", { class: "lessons-class-join", hidden: "" });
    this.picture = element(this.join, "img", { alt: this.phrases.class_qr, hidden: "" });
    this.buildJoin();
    this.chartPlace = element(this.root, "div", { class: "lessons-class-chart", hidden: "" });
    this.answer = element(this.root, "p", { class: "lessons-class-answer", tabindex: "-1" });
    this.said = element(this.root, "p", { class: "lessons-class-said", role: "status" });
    this.buildBar();
    this.heard = (/** @type {Heard} */ heard) => this.hear(heard);
    this.show();
  }

  buildJoin() {
    const { phrases } = this;
    const words = element(this.join, "div", { class: "lessons-class-words" });
    const here = token() ? phrases.class_localhost : phrases.link_here;
    this.here = element(words, "p", { class: "lessons-class-here", hidden: "" }, here);
    element(words, "p", {}, phrases.class_lead);
    this.address = element(words, "p", { class: "lessons-class-address" });
    element(words, "p", {}, phrases.class_code);
    this.code = element(words, "p", { class: "lessons-class-code" });
    this.count = element(words, "p", { class: "lessons-class-count" });
  }

  buildBar() {
    const { phrases } = this;
    const bar = element(this.root, "div", { class: "lessons-class-bar" });
    /** @type {(text: string, act: () => Promise<void>) => HTMLButtonElement} */
    const made = (text, act) => button(bar, text, () => this.do(act));
    this.closing = made(phrases.class_close, () => this.close());
    this.revealing = made(phrases.class_reveal, () => this.askReveal());
    this.closing.className = this.revealing.className = "lessons-primary";
    this.again = made(phrases.class_again, () => this.open());
    this.saving = made(phrases.class_save, () => this.save());
    this.ending = made(phrases.class_end, () => this.end());
    this.anew = button(bar, phrases.ask_class, () => this.start());
    this.away = button(bar, phrases.class_away, () => this.tellPlace("lessons-class-away"));
  }

  // What the board stands in hears of it.
  /** @param {string} kind */
  tellPlace(kind) {
    this.root.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  // One thing after the other; what does not work is said, and can be tried again.
  /**
   * @param {() => Promise<void>} act
   * @param {boolean} [isFirst] whether it needs no room that is there
   */
  async do(act, isFirst) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.root.setAttribute("aria-busy", "true");
    this.say("");
    try {
      const isLeft = this.rounds.length > 0 && this.roomCode !== room().code;
      if (isLeft) this.leave();
      if (isFirst || !isLeft) await act();
    } catch (error) {
      this.say(reasonOf(error, this.phrases));
    }
    this.isBusy = false;
    this.root.removeAttribute("aria-busy");
  }

  // Another class sits in another room: what was asked before is none of its own.
  leave() {
    this.rounds = [];
    this.state = "";
    this.show();
    this.say(this.phrases.class_is_over);
  }

  /** @param {string} text */
  say(text) {
    this.said.textContent = unbroken(text);
  }

  // What stands there now, and the button that comes next.
  show() {
    const { state } = this;
    this.root.dataset.state = state;
    const { ask } = this.model.get("asked");
    this.question.textContent = unbroken(ask);
    this.root.setAttribute("aria-label", filled(this.phrases.class_board, { ask }));
    this.join.hidden = state !== "open";
    this.chartPlace.hidden = state !== "closed" && state !== "revealed";
    this.closing.hidden = state !== "open";
    this.revealing.hidden = state !== "closed";
    this.again.hidden = state !== "closed" && state !== "revealed";
    this.saving.hidden = this.ending.hidden = this.again.hidden;
    this.anew.hidden = state !== "" || !this.roomCode;
    // A prediction's own panel keeps it.
    this.away.hidden = state === "open" || !this.root.closest(".lessons-presenter");
    if (state !== "revealed") this.answer.textContent = "";
  }

  // The keyboard goes on from a button, and all of the board is seen, so far as it fits.
  /** @param {HTMLElement} next */
  goOn(next) {
    next.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "start", behavior: "instant" });
  }

  start() {
    return this.do(() => this.begin(), true);
  }

  // Somebody wants to ask: a question that was asked here already goes on where it stands.
  async begin() {
    this.goOn(this.root);
    const asked = this.model.get("asked");
    const { rounds } = await room().open(this.phrases);
    this.roomCode = room().code;
    const numbers = room().roundsOf(asked);
    const own = rounds.filter(({ round }) => numbers.includes(round));
    const last = own.at(-1);
    if (!last) {
      this.rounds = [];
      await this.open();
    } else if (last.round !== this.rounds.at(-1)?.round || last.state !== this.state) {
      this.resume(own);
    }
  }

  // What was revealed before this page was loaded is revealed once more when that is asked for:
  // another class may sit there by now.
  /** @param {Round[]} own */
  resume(own) {
    this.rounds = own.map(({ round, answers }) => ({ round, given: givenIn(answers) }));
    this.state = own.at(-1)?.state === "open" ? "open" : "closed";
    if (this.state === "open") return this.follow();
    this.tell("spread");
    this.show();
  }

  async open() {
    const round = await room().ask(this.model.get("asked"));
    this.rounds.push({ round, given: [] });
    this.state = "open";
    this.follow();
    this.goOn(this.closing);
  }

  follow() {
    const { address, code } = room();
    this.address.textContent = address;
    this.code.textContent = code;
    this.code.setAttribute("aria-label", [...code].join(" "));
    this.here.hidden = !isThisMachine(new URL(address, location.href).hostname);
    this.model.send({ kind: "qr", address });
    this.countIn({ committed: 0, phones: 0 });
    this.say(this.phrases.class_is_open);
    this.show();
    room().listen(this.heard);
  }

  /** @param {{ committed: number, phones: number }} told */
  countIn({ committed, phones }) {
    const { class_count, class_empty } = this.phrases;
    const told = phones ? filled(class_count, { committed, phones }) : class_empty;
    this.count.textContent = unbroken(told);
  }

  /** @param {Heard} heard */
  hear(heard) {
    const own = this.rounds.at(-1)?.round ?? 0;
    if (this.state !== "open" || heard.round < own) return;
    if (heard.round === own && heard.state === "open") this.countIn(heard);
    else this.do(() => this.overtaken());
  }

  // Another question was asked on this page, or the room has ended by itself: that has closed
  // this one.
  async overtaken() {
    const { rounds } = await room().seen();
    room().unlisten(this.heard);
    const numbers = this.rounds.map(({ round }) => round);
    this.resume(rounds.filter(({ round }) => numbers.includes(round)));
  }

  async close() {
    const { round, answers } = await room().close();
    const last = this.rounds.at(-1);
    if (!last || round !== last.round) return this.overtaken();
    room().unlisten(this.heard);
    last.given = givenIn(answers);
    this.state = "closed";
    this.tell("spread");
    this.show();
    this.say(filled(this.phrases.class_is_closed, { count: last.given.length }));
    this.goOn(this.revealing);
  }

  // The kernel compares and draws what the class has said.
  /** @param {"spread" | "reveal"} kind */
  tell(kind) {
    this.model.send({ kind, rounds: this.rounds.map(({ given }) => given) });
  }

  askReveal() {
    this.tell("reveal");
    return Promise.resolve();
  }

  /** @param {Content} told */
  async revealed({ answer, reasons }) {
    if (this.state !== "closed") return;
    // Earlier rounds, too: how far off they were belongs to what is saved.
    for (const { round } of this.rounds) await room().reveal({ round, answer, reasons });
    this.state = "revealed";
    this.show();
    this.answer.textContent = unbroken(answer);
    this.goOn(this.answer); // a key that is pressed once more asks nobody again
    this.tellPlace("lessons-class-revealed");
  }

  async save() {
    const name = await room().save(this.phrases);
    this.say(filled(this.phrases.class_saved, { name }));
  }

  // Another class begins afresh, in a room of its own. Of this one nothing can be had afterwards.
  async end() {
    await this.save();
    await room().end();
    this.leave();
    this.goOn(this.anew);
  }

  /** @param {Content} content */
  hears(content) {
    if (content.kind === "ask") this.start();
    if (content.kind === "revealed") this.do(() => this.revealed(content));
    if (content.kind === "qr") {
      this.picture.hidden = !content.picture;
      this.picture.src = content.picture;
    }
  }
}

/** @param {any[]} [answers] */
const givenIn = (answers = []) => answers.map(({ given }) => given);

/** @param {Given<State>} given */
async function render({ model, el, signal, host }) {
  const board = new Board(model, el);
  let isDrawn = false;
  const draw = async () => {
    if (isDrawn || !model.get("chart")) return;
    isDrawn = true;
    await (await host.getWidget(model.get("chart"))).render({ el: board.chartPlace, signal });
  };
  /** @param {Content} content */
  const heard = (content) => board.hears(content);
  const renewed = () => board.show();
  model.on("msg:custom", heard);
  model.on("change:asked", renewed);
  model.on("change:chart", draw);
  signal.addEventListener("abort", () => {
    room().unlisten(board.heard);
    model.off("msg:custom", heard);
    model.off("change:asked", renewed);
    model.off("change:chart", draw);
  });
  await draw();
  await board.start();
}

export default { render: answered(render) };
