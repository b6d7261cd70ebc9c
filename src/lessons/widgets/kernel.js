// What a part of a lesson says when nobody answers it any more: its kernel has ended or was started
// again, or the line to it is broken.

import { ENDED, LOST_AFTER } from "../server/labextension/static/lost.js";
import { element } from "./page.js";

const SILENT_AFTER = 5000; // milliseconds in which a kernel that has nothing else to do answers

// A part whose answers come from a kernel, and what it says of that kernel.
class KernelNotice {
  constructor(el, phrases) {
    Object.assign(this, { el, phrases });
    this.said = element(el, "p", { class: "lessons-kernel", hidden: "" });
    el.prepend(this.said);
  }

  // Whether the part can be seen now. The others say the same, and need not be read aloud.
  get isInView() {
    const { top, bottom } = this.el.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

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
    const isText = (one) => one.matches("textarea, input:not([type]), input[type=text]");
    for (const one of this.el.querySelectorAll("button, select, input, textarea")) {
      one[isText(one) ? "readOnly" : "disabled"] = true;
    }
  }
}

// Says that nobody answers: what was sent to a kernel that had nothing else to do has brought
// nothing back, not even that it was begun with. A long cell is no such silence.
function silenceOf(kernel, said) {
  let waiting;
  let isSilent = false;
  const tell = (now) => {
    if (now !== isSilent) said(now);
    isSilent = now;
  };
  return ({ direction }) => {
    if (direction === "recv") {
      waiting = clearTimeout(waiting);
      tell(false);
    } else if (waiting === undefined && kernel.status === "idle") {
      waiting = setTimeout(() => tell(kernel.connectionStatus === "connected"), SILENT_AFTER);
    }
  };
}

// A kernel's own signals cost nothing, and a kernel that is only busy says so. Where a page has
// none, nothing is said.
function followKernel({ model, el, signal }) {
  const kernel = model.widget_manager?.kernel;
  if (!kernel?.connectionStatusChanged) return;
  const phrases = model.get("phrases");
  const notice = new KernelNotice(el, phrases);
  let losing;
  const line = (status) => {
    clearTimeout(losing);
    if (status === "connected") return notice.say("");
    const words = phrases[status === "connecting" ? "lesson_waiting" : "lesson_cut"];
    losing = setTimeout(() => notice.say(words), LOST_AFTER);
  };
  const silence = phrases.part_silent ?? phrases.part_silent_presented;
  const silent = silenceOf(kernel, (now) => notice.say(now ? silence : ""));
  const gone = () => {
    stop();
    notice.gone();
  };
  const heard = [
    [kernel.statusChanged, (_, status) => ENDED.includes(status) && gone()],
    [kernel.connectionStatusChanged, (_, status) => line(status)],
    [kernel.anyMessage, (_, message) => silent(message)],
    [kernel.disposed, () => gone()],
  ];
  const stop = () => {
    clearTimeout(losing);
    for (const [told, listener] of heard) told.disconnect(listener);
  };
  for (const [told, listener] of heard) told.connect(listener);
  signal.addEventListener("abort", stop);
}

// A part's way to be shown, with its kernel followed.
export const answered = (render) => (given) => {
  followKernel(given);
  return render(given);
};
