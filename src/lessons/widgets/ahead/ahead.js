// Asks the kernel for what lies ahead of a thumb that is about to be moved: once, from where the
// inputs stand, and on as the thumb travels.

import { movesMade } from "../controls/moves.js";
import { unique } from "../page.js";
import { framesOf, stopAt } from "./frames.js";

/** @import { ControlsState, Model, Values } from "../types.d.ts" */
/** @import { Frames } from "./frames.js" */
/** @import { Near } from "./told.js" */

const MOST_STOPS = 400; // of one question
const IN_SIGHT = 24; // stops; the kernel is asked as soon as one of so many has no frame
// Milliseconds until it is asked: the move of whoever presses a slider at once must not wait for that.
const ASKED_AFTER = 30;

/**
 * What is asked of the kernel: from where the inputs stand, how each stop differs from there.
 * @typedef {{ asked: string, values: Values, stops: Values[] }} Asked
 */

export class Ahead {
  /** @type {Near} */
  near = { about: "", stops: () => [] };
  at = ""; // where the inputs stood when the kernel was asked last
  /** @type {Set<string>} */
  askedAbout = new Set(); // from there
  lastAbout = "";
  count = 0;
  /** @type {number | undefined} */
  waiting;

  /**
   * @param {object} given
   * @param {Model<ControlsState>} given.controls
   * @param {HTMLElement} given.place where the chart stands
   * @param {(question: Asked) => void} given.ask
   */
  constructor({ controls, place, ask }) {
    this.controls = controls;
    this.place = place;
    this.ask = ask;
    this.id = unique();
  }

  /** @returns {Frames | undefined} */
  get frames() {
    return framesOf(this.place.querySelector(".lessons-chart"));
  }

  /** @param {Near} near */
  look(near) {
    this.near = near;
    this.waiting ??= setTimeout(() => {
      this.waiting = undefined;
      this.question();
    }, ASKED_AFTER);
  }

  question() {
    const { frames } = this;
    if (!frames) return;
    frames.arrived = () => this.question();
    const { about } = this.near;
    const values = this.controls.get("values");
    const at = stopAt(values);
    if (at !== this.at) this.askedAbout.clear();
    this.at = at;
    const isOnItsWay = frames.isAsked && about === this.lastAbout;
    if (isOnItsWay || this.askedAbout.has(about)) return;
    /** @type {(stop: Values) => boolean} */
    const isUnknown = (stop) => !frames.knows({ ...values, ...stop });
    const stops = this.near.stops();
    if (!stops.slice(0, IN_SIGHT).some(isUnknown)) return;
    this.askedAbout.add(about);
    this.lastAbout = about;
    this.send(frames, values, stops.filter(isUnknown).slice(0, MOST_STOPS));
  }

  /**
   * @param {Frames} frames
   * @param {Values} values
   * @param {Values[]} stops
   */
  send(frames, values, stops) {
    const asked = `${this.id}-${this.count += 1}`;
    frames.expect(asked, stops.map((stop) => ({ ...values, ...stop })));
    this.ask({ asked, values, stops });
  }

  // The inputs stand elsewhere: what lies there may be known.
  moved() {
    const { controls } = this;
    this.frames?.moved(controls.get("values"), movesMade(controls.get("moves")));
  }

  // Something else than an input is about to change.
  forget() {
    this.askedAbout.clear();
    this.frames?.forget();
  }
}
