// What a part of a lesson says when nobody answers it any more: its kernel has ended or was started
// again, or the line to it is broken.

import { ENDED, LOST_AFTER } from "../server/labextension/static/lost.js";
import { followFaults } from "./fault.js";
import { element } from "./page.js";

/** @import { Given, Kernel, KernelMessage, Phrases, Signal } from "./types.d.ts" */

const SILENT_AFTER = 5000; // milliseconds in which a kernel that has nothing else to do answers
const TYPED = "textarea, input:not([type]), input[type=text]";
const PRESSED = "button, select, input[type]:not([type=text])";

// A part whose answers come from a kernel, and what it says of that kernel.
class KernelNotice {
  isGone = false;

  /**
   * @param {HTMLElement} el
   * @param {Phrases} phrases
   */
  constructor(el, phrases) {
    this.el = el;
    this.phrases = phrases;
    this.said = element(el, "p", { class: "lessons-kernel", hidden: "" });
    el.prepend(this.said);
  }

  // Whether the part can be seen now. The others say the same, and need not be read aloud.
  get isInView() {
    const { top, bottom } = this.el.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

  /** @param {string} words */
  say(words) {
    if (this.isGone) return;
    if (words && this.isInView) this.said.setAttribute("role", "status");
    this.said.hidden = !words;
    this.said.textContent = words;
  }

  // What stands in a text box can still be copied; all else would do nothing.
  gone() {
    this.say(this.phrases.part_gone ?? this.phrases.part_gone_presented);
    this.isGone = true;
    this.el.dataset.kernel = "gone";
    this.el.dispatchEvent(new Event("lessons-gone"));
    for (const one of this.el.querySelectorAll(TYPED)) one.toggleAttribute("readonly", true);
    for (const one of this.el.querySelectorAll(PRESSED)) one.toggleAttribute("disabled", true);
  }
}

// Says that nobody answers. Silent is a kernel that had nothing else to do and has said nothing
// since, not even that it began. One that is busy with a cell comes to what it was sent later.
/**
 * @param {Kernel} kernel
 * @param {(state: "" | "silent" | "busy") => void} said
 * @returns {(message: KernelMessage) => void}
 */
function silenceOf(kernel, said) {
  /** @type {number | undefined} */
  let waiting;
  /** @type {Set<string>} */
  const moves = new Set(); // what parts have sent while the kernel was busy
  let before = "";
  /** @param {"" | "silent" | "busy"} now */
  const say = (now) => {
    if (now !== before) said(now);
    before = now;
  };
  /** @param {"silent" | "busy"} state */
  const wait = (state) => {
    const late = () => say(kernel.connectionStatus === "connected" ? state : "");
    waiting ??= setTimeout(late, SILENT_AFTER);
  };
  const heard = () => {
    clearTimeout(waiting);
    waiting = undefined;
    moves.clear();
    say("");
  };
  return ({ direction, msg }) => {
    if (direction === "recv") {
      if (!moves.size || moves.has(msg.parent_header.msg_id ?? "")) heard();
    } else if (kernel.status === "idle") {
      wait("silent");
    } else if (kernel.status === "busy" && msg.header.msg_type === "comm_msg") {
      moves.add(msg.header.msg_id);
      wait("busy");
    }
  };
}

// A kernel's own signals cost nothing. Where a page has none, nothing is said.
/** @param {Given<{ phrases: Phrases }>} given */
function followKernel({ model, el, signal }) {
  const kernel = model.widget_manager?.kernel;
  if (!kernel?.connectionStatusChanged) return;
  const phrases = model.get("phrases");
  const notice = new KernelNotice(el, phrases);
  /** @type {number | undefined} */
  let losing;
  /** @param {string} status */
  const line = (status) => {
    clearTimeout(losing);
    if (status === "connected") return notice.say("");
    const words = phrases[status === "connecting" ? "lesson_waiting" : "lesson_cut"];
    losing = setTimeout(() => notice.say(words), LOST_AFTER);
  };
  const states = {
    silent: phrases.part_silent ?? phrases.part_silent_presented,
    busy: phrases.part_busy,
  };
  const silent = silenceOf(kernel, (now) => notice.say(now && states[now]));
  const gone = () => {
    stop();
    notice.gone();
  };
  /** @type {(() => void)[]} */
  const unheard = [];
  /**
   * @template Told
   * @param {Signal<Told>} told
   * @param {(now: Told) => void} heard
   */
  const listen = (told, heard) => {
    const listener = (/** @type {unknown} */ _, /** @type {Told} */ now) => heard(now);
    told.connect(listener);
    unheard.push(() => told.disconnect(listener));
  };
  const stop = () => {
    clearTimeout(losing);
    for (const end of unheard) end();
  };
  listen(kernel.statusChanged, (status) => ENDED.includes(status) && gone());
  listen(kernel.connectionStatusChanged, line);
  listen(kernel.anyMessage, silent);
  listen(kernel.disposed, gone);
  signal.addEventListener("abort", stop);
}

// A part's way to be shown, with its kernel followed, and what fails there told.
/**
 * @template {{ phrases: Phrases }} State
 * @param {(given: Given<State>) => void | Promise<void>} render
 */
export const answered = (render) => (/** @type {Given<State>} */ given) => {
  followFaults(given);
  followKernel(given);
  return render(given);
};
