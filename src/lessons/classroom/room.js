// The room of a class, as the presenter's page knows it: one a page, which goes on with it after it
// was loaded anew. The server keeps what the class has said.

import { shared } from "../server/labextension/static/shared.js";
import { roomsAt } from "../widgets/class_server.js";
import { downloadTable } from "../widgets/download.js";
import { filled } from "../widgets/page.js";

/** @import { Phrases } from "../widgets/types.d.ts" */

const AGAIN_AFTER = 3000; // milliseconds
const GONE = [404, 410]; // a room that nobody knows, and one that has ended

/**
 * A round as the server tells it; what was given only once it is closed.
 * @typedef {{ round: number, asked: any, state: string, committed: number, answers?: any[] }} Round
 */

/** @typedef {{ ended: boolean, rounds: Round[], phones: number }} Seen */

/** @typedef {{ phones: number, committed: number, round: number, state: string }} Heard */

// What the server has refused, in its own sentence.
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.isGone = GONE.includes(status);
  }
}

// What a change of the server's has to come with.
/** @returns {Record<string, string>} */
function crossing() {
  const [, word] = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie) ?? [];
  return word ? { "X-XSRFToken": decodeURIComponent(word) } : {};
}

// By the server: in one tab a presenter goes from lesson to lesson, and stays in one room.
const KEPT = () => `lessons.class:${roomsAt()}`;

class Room {
  /** @type {{ code: string, key: string, address: string, rounds: Record<string, number[]> } | undefined} */
  kept;
  /** @type {EventSource | undefined} */
  events;
  /** @type {Heard | undefined} */
  latest;
  /** @type {number | undefined} */
  later;
  /** @type {Set<(heard: Heard) => void>} */
  ears = new Set();
  /** @type {Promise<Seen> | undefined} */
  opening;

  constructor() {
    try {
      this.kept = JSON.parse(sessionStorage.getItem(KEPT()) ?? "null") ?? undefined;
    } catch { /* a page that may keep nothing opens another room when it is loaded anew */ }
  }

  keep() {
    try {
      sessionStorage.setItem(KEPT(), JSON.stringify(this.kept ?? null));
    } catch { /* as above */ }
  }

  get code() {
    return this.kept?.code ?? "";
  }

  get address() {
    return this.kept?.address ?? "";
  }

  /**
   * @param {string} path below the rooms
   * @param {object} [content] what is sent; without any, something is only asked for
   */
  async fetch(path, content) {
    const headers = new Headers(content && { "Content-Type": "application/json", ...crossing() });
    if (this.kept) headers.set("X-Room-Key", this.kept.key);
    const method = content ? "POST" : "GET";
    const body = content && JSON.stringify(content);
    const answer = await fetch(`${roomsAt()}/rooms${path}`, { method, headers, body });
    if (answer.ok) return answer;
    const { message } = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, message ?? answer.statusText);
  }

  /**
   * @param {string} path
   * @param {object} [content]
   */
  async told(path, content) {
    return (await this.fetch(path, content)).json();
  }

  // A room: the one of this page, or a new one where that has ended. Who asks meanwhile waits for
  // the same one.
  /** @param {Phrases} phrases */
  open(phrases) {
    this.opening ??= this.opened(phrases).finally(() => this.opening = undefined);
    return this.opening;
  }

  /** @param {Phrases} phrases */
  async opened(phrases) {
    const seen = await this.seenIfThere();
    if (seen && !seen.ended) return seen;
    // One that has ended by itself is lost with its key.
    if (seen?.rounds.length) await this.save(phrases);
    this.leave();
    this.kept = { ...(await this.told("", {})), rounds: {} };
    this.keep();
    return { ended: false, rounds: [], phones: 0 };
  }

  /** @returns {Promise<Seen | undefined>} */
  async seenIfThere() {
    try {
      return this.kept && await this.seen();
    } catch (error) {
      if (error instanceof Refused && error.isGone) return undefined;
      throw error;
    }
  }

  leave() {
    this.kept = undefined;
    this.cut();
  }

  cut() {
    clearTimeout(this.later);
    this.events?.close();
    this.events = this.latest = undefined;
  }

  /** @returns {Promise<Seen>} */
  seen() {
    return this.told(`/${this.code}`);
  }

  /**
   * @param {any} asked
   * @returns {Promise<number>}
   */
  async ask(asked) {
    const { round } = await this.told(`/${this.code}/rounds`, { asked });
    if (this.kept) (this.kept.rounds[JSON.stringify(asked)] ??= []).push(round);
    this.keep();
    return round;
  }

  // The numbers of the rounds in which this page has asked something.
  /** @param {any} asked */
  roundsOf(asked) {
    return this.kept?.rounds[JSON.stringify(asked)] ?? [];
  }

  close() {
    return this.told(`/${this.code}/close`, {});
  }

  /** @param {{ round: number, answer: string, reasons: any[] }} told */
  reveal(told) {
    return this.told(`/${this.code}/reveal`, told);
  }

  async end() {
    await this.told(`/${this.code}/end`, {});
    this.leave();
    this.keep();
  }

  // Hands out all that was predicted, and tells under which name.
  /** @param {Phrases} phrases */
  async save(phrases) {
    const text = await (await this.fetch(`/${this.code}/predictions.csv`)).text();
    const name = filled(phrases.class_file, { code: this.code });
    downloadTable(name, text);
    return name;
  }

  // One line to the server, however many boards listen. It may have told of a round before the board
  // that began it listens.
  /** @param {(heard: Heard) => void} heard */
  listen(heard) {
    this.ears.add(heard);
    if (this.latest) heard(this.latest);
    if (!this.events) this.connect();
  }

  // A browser tries again by itself where the server is out of reach, and gives up where it refuses,
  // as a server may do that is being started.
  connect() {
    clearTimeout(this.later);
    if (!this.kept || !this.ears.size) return;
    const key = encodeURIComponent(this.kept.key);
    const events = new EventSource(`${roomsAt()}/rooms/${this.code}/events?key=${key}`);
    this.events = events;
    events.addEventListener("message", ({ data }) => {
      const latest = JSON.parse(data);
      this.latest = latest;
      for (const ear of this.ears) ear(latest);
    });
    events.addEventListener("error", () => {
      if (events !== this.events || events.readyState !== EventSource.CLOSED) return;
      this.later = setTimeout(() => this.connect(), AGAIN_AFTER);
    });
  }

  /** @param {(heard: Heard) => void} heard */
  unlisten(heard) {
    this.ears.delete(heard);
    if (!this.ears.size) this.cut();
  }
}

/** @returns {Room} */
export const room = () => shared("class room", () => new Room());

// What is said where something did not work.
/**
 * @param {unknown} error
 * @param {Phrases} phrases
 */
export function reasonOf(error, phrases) {
  const reason = error instanceof Refused ? error.message : "";
  return reason ? filled(phrases.class_refused, { reason }) : phrases.class_unanswered;
}
