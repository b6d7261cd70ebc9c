// The line between a phone and its room, over a wireless that may be shaky, from a phone that may
// be put away: it is opened anew, and what is committed is sent again until it was answered.

const SILENT = 40_000; // milliseconds; the server says something every 15 seconds
const ANSWERED_WITHIN = 8000;
const [FIRST_WAIT, LONGEST_WAIT] = [3000, 15_000];
const TOO_MANY = 429;

/** @type {(wait: number) => Promise<void>} */
const pause = (wait) => new Promise((done) => setTimeout(done, wait));

/** @type {(turn: number) => number} */
const waitOf = (turn) => Math.min(turn * FIRST_WAIT, LONGEST_WAIT);

// AbortSignal.timeout is younger than many a phone.
/** @param {number} milliseconds */
function endedWithin(milliseconds) {
  const ending = new AbortController();
  setTimeout(() => ending.abort(), milliseconds);
  return ending.signal;
}

export class Line {
  turn = 0;
  heardAt = 0;
  /** @type {EventSource | undefined} */
  source;
  /** @type {number | undefined} */
  later;
  isClosed = false; // for good

  /**
   * @param {string} address
   * @param {(seen: any) => void} heard
   * @param {(stands: boolean) => void} told  hears whether the line stands
   */
  constructor(address, heard, told) {
    this.address = address;
    this.heard = heard;
    this.told = told;
    this.open();
    const back = () => {
      if (!document.hidden && performance.now() - this.heardAt > SILENT / 2) this.open();
    };
    document.addEventListener("visibilitychange", back);
    addEventListener("online", () => this.open());
    addEventListener("pageshow", ({ persisted }) => persisted && this.open());
  }

  // A browser tries again by itself where the server is out of reach, and gives up where it refuses.
  open() {
    if (this.isClosed) return;
    this.source?.close();
    const source = new EventSource(`${this.address}/events`);
    this.source = source;
    this.isAlive();
    source.addEventListener("open", () => this.isAlive(true));
    source.addEventListener("beat", () => this.isAlive(true));
    source.addEventListener("message", ({ data }) => {
      this.isAlive(true);
      this.heard(JSON.parse(data));
    });
    source.addEventListener("error", () => {
      this.told(false);
      if (source.readyState === EventSource.CLOSED) this.openIn(waitOf(this.turn += 1));
    });
  }

  // What says nothing for too long is as good as cut.
  isAlive(isHeard = false) {
    if (isHeard) {
      this.turn = 0;
      this.heardAt = performance.now();
      this.told(true);
    }
    this.openIn(SILENT);
  }

  /** @param {number} wait */
  openIn(wait) {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.open(), wait);
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.later);
    this.source?.close();
  }

  /**
   * Sends what is committed until the server has answered; gives what it answered.
   * @param {object} committed
   * @param {() => boolean} unsent  hears of each time that it did not arrive; says whether to go on
   * @returns {Promise<{ ok: boolean, told?: string, message?: string }>}
   */
  async commit(committed, unsent) {
    for (let turn = 1;; turn += 1) {
      try {
        const answer = await fetch(`${this.address}/commit`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(committed),
          signal: endedWithin(ANSWERED_WITHIN),
        });
        const isFinal = answer.status < 500 && answer.status !== TOO_MANY;
        if (isFinal) return { ok: answer.ok, ...await answer.json() };
      } catch {
        // The server is out of reach, or what it said broke off.
      }
      if (!unsent()) return { ok: false };
      await pause(waitOf(turn));
    }
  }
}
