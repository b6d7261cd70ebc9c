// A phone's page: what the class is asked, what this phone commits, and what is said to it. It is
// built from what the server says of the room, and says it again after whatever befell the line.

import { button, element, filled, same } from "../widgets/page.js";
import { answerTo } from "./phone_answer.js";
import { Line } from "./phone_line.js";

/** @import { Answer, Asked } from "./phone_answer.js" */
/** @import { Phrases } from "../widgets/types.d.ts" */

/**
 * What a phone sees of its room.
 * @typedef {object} Seen
 * @property {number} round
 * @property {"waiting" | "open" | "closed" | "revealed" | "ended"} state
 * @property {Asked | null} asked
 * @property {unknown} given
 * @property {string | null} told  what was given, in words
 * @property {string | null} answer
 * @property {string | null} reason
 */

// What was given and not committed stays over a reload, where the browser keeps it.
/**
 * @param {string} name
 * @param {unknown} [draft]
 */
function keepDraft(name, draft) {
  try {
    if (draft === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // Without storage a reload forgets it.
  }
}

/** @param {string} name */
function draftOf(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

class Phone {
  /** @type {Seen | undefined} */
  seen;
  /** @type {Answer | undefined} */
  answer;
  sending = 0; // the round that is being committed to; 0 if none is

  /**
   * @param {HTMLElement} root
   * @param {{ code: string, seen: Seen, phrases: Phrases, locale: string }} given
   */
  constructor(root, { code, seen, phrases, locale }) {
    this.code = code;
    this.phrases = phrases;
    this.locale = locale;
    element(root, "p", { class: "lessons-phone-room" }, filled(phrases.phone_room, { code }));
    this.heading = element(root, "h1", { tabindex: "-1" });
    this.place = element(root, "div", { class: "lessons-phone-answer" });
    this.refusal = element(root, "p", { id: "refusal", role: "alert" });
    this.said = element(root, "p", {
      class: "lessons-phone-said",
      role: "status",
      tabindex: "-1",
    });
    this.result = element(root, "div", { role: "status" });
    this.cut = element(root, "p", { class: "lessons-phone-cut", role: "status" });
    this.show(seen);
    const stands = (/** @type {boolean} */ is) =>
      this.cut.textContent = is ? "" : phrases.phone_cut;
    this.line = new Line(code, (heard) => this.show(heard), stands);
    if (seen.state === "ended") this.line.close();
  }

  get draft() {
    return `lessons-phone-${this.code}-${this.seen?.round}`;
  }

  /** @param {Seen} seen */
  show(seen) {
    if (same(seen, this.seen)) return;
    const before = this.seen;
    this.seen = seen;
    if (seen.state === "ended") return this.end();
    this.heading.textContent = seen.asked?.ask ?? this.phrases.phone_waiting;
    const isAsked = seen.state === "open" && seen.given === null;
    const isSame = before?.round === seen.round && this.answer;
    if (isAsked && isSame) return; // what is being given stays as it is
    const hadFocus = [this.place, this.said].some((one) => one.contains(document.activeElement));
    this.clear();
    if (isAsked) this.ask(/** @type {Asked} */ (seen.asked));
    else {
      this.keepDrawn(seen);
      this.tell(this.sentenceOf(seen));
    }
    this.reveal(seen);
    if (hadFocus) (isAsked ? this.heading : this.said).focus();
  }

  clear() {
    this.place.replaceChildren();
    this.result.replaceChildren();
    this.refusal.textContent = "";
    this.answer = undefined;
    this.sending = 0;
  }

  /** @param {string} sentence */
  tell(sentence) {
    this.said.textContent = sentence;
  }

  /** @param {Seen} seen */
  sentenceOf({ state, told }) {
    const { phone_wait, phone_committed, phone_missed, phone_closed, phone_answered } =
      this.phrases;
    if (state === "waiting") return phone_wait;
    if (state === "open") return filled(phone_committed, { told });
    if (state === "revealed") return phone_answered;
    return told ? phone_closed : phone_missed;
  }

  /** @param {Asked} asked */
  ask(asked) {
    const { phrases, locale, refusal } = this;
    this.tell(phrases.phone_new);
    const touched = () => {
      keepDraft(this.draft, this.answer?.given());
      this.tell("");
    };
    const draft = draftOf(this.draft);
    this.answer = answerTo(this.place, asked, { phrases, locale, draft, touched, refusal });
    const press = button(this.place, phrases.phone_commit, () => this.commit());
    // A box that is left before the button is let go may move it away from under the finger.
    press.addEventListener("mousedown", (event) => event.preventDefault());
  }

  // A line is told by itself: it stays as it was drawn.
  /** @param {Seen} seen */
  keepDrawn({ asked, given }) {
    if (asked?.kind !== "sketch" || given === null) return;
    const { phrases, locale, refusal } = this;
    const settings = { phrases, locale, draft: given, touched: () => {}, refusal };
    answerTo(this.place, asked, settings).lock?.();
  }

  /** @param {Seen} seen */
  reveal({ asked, state, told, answer, reason }) {
    if (state !== "closed" && state !== "revealed") return;
    if (told && asked?.kind !== "sketch") {
      element(this.result, "p", {}, filled(this.phrases.phone_own, { told }));
    }
    if (answer) element(this.result, "p", {}, answer);
    if (reason) element(this.result, "p", {}, reason);
  }

  async commit() {
    const { seen, answer, phrases } = this;
    if (!seen?.asked || !answer || this.sending) return;
    const given = answer.given();
    if (given === undefined) return this.tell(phrases[`no_${seen.asked.kind}`]);
    this.sending = seen.round;
    const { draft } = this;
    this.tell(phrases.phone_sending);
    const unsent = () => {
      const isWanted = this.sending === seen.round; // or else the class has gone on
      if (isWanted) this.tell(phrases.phone_unsent);
      return isWanted;
    };
    const { ok, told, message } = await this.line.commit({ round: seen.round, given }, unsent);
    if (ok) keepDraft(draft);
    if (this.sending !== seen.round) return; // the class has gone on
    this.sending = 0;
    if (ok) this.show({ ...seen, given, told: told ?? "" });
    else this.tell(message ?? "");
  }

  // What was seen last stays on the page.
  end() {
    this.line?.close();
    this.place.replaceChildren();
    this.refusal.textContent = "";
    this.answer = undefined;
    if (!this.heading.textContent) this.heading.textContent = this.phrases.phone_over;
    this.tell(this.phrases.phone_ended);
  }
}

const given = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("given")).textContent);
new Phone(/** @type {HTMLElement} */ (document.querySelector("main")), given);
