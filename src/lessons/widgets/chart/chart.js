// The page's side of the chart: its title, its picture and its sentence, as the kernel tells them.

import { Frames } from "../ahead/frames.js";
import { tellShown } from "../ahead/told.js";
import { element, filled, unbroken } from "../page.js";
import { Picture } from "./picture.js";
import { messageOf, plotly, withArrays } from "./plotly.js";
import { printWell } from "./print.js";

/** @import { Given, Heard, Marks, Model, Phrases } from "../types.d.ts" */
/** @import { Shown } from "../ahead/frames.js" */
/** @typedef {{ phrases: Phrases, numbers: Marks }} State */

const SILENT_AFTER = 2500; // milliseconds in which a kernel answers a move

/**
 * @param {HTMLElement} drawing
 * @param {string} words
 */
function notice(drawing, words) {
  drawing.replaceChildren();
  element(drawing, "p", { class: "lessons-chart-notice" }, words);
}

/**
 * @param {HTMLElement} el
 * @param {Phrases} phrases
 */
function build(el, phrases) {
  const figure = element(el, "figure", { class: "lessons-chart" });
  /** @type {(tag: "p" | "div" | "figcaption", name: string) => HTMLElement} */
  const part = (tag, name) => element(figure, tag, { class: `lessons-chart-${name}` });
  const title = part("p", "title");
  const kept = part("p", "kept");
  const drawings = part("div", "drawings");
  const drawing = part("div", "drawing");
  const sentence = part("figcaption", "sentence");
  notice(drawing, phrases.waiting);
  drawing.dataset.waiting = "true";
  drawing.setAttribute("role", "img");
  sentence.setAttribute("aria-live", "polite");
  return { figure, title, kept, drawings, drawing, sentence };
}

// The sentence under the chart; where the chart is ahead of a kernel that is silent, it says so.
class Sentence {
  text = "";
  isUnanswered = false;
  /** @type {number | undefined} */
  waiting;

  /**
   * @param {HTMLElement} place
   * @param {Phrases} phrases
   */
  constructor(place, phrases) {
    this.place = place;
    this.unanswered = phrases.unanswered;
  }

  // A screen reader waits with it until the slider has settled.
  /** @param {string} text */
  say(text) {
    this.text = text;
    this.place.setAttribute("aria-busy", "true");
    this.write();
  }

  write() {
    const { text, unanswered } = this;
    this.place.textContent = unbroken(this.isUnanswered ? `${text} ${unanswered}` : text);
  }

  // An answer is waited for from the first move that has none.
  await() {
    this.waiting ??= setTimeout(() => this.mark(true), SILENT_AFTER);
  }

  /** @param {boolean} isUnanswered */
  mark(isUnanswered) {
    if (isUnanswered === this.isUnanswered) return;
    this.isUnanswered = isUnanswered;
    this.write();
  }

  // The kernel has answered, though perhaps not the last move.
  /** @param {boolean} isAhead */
  answered(isAhead) {
    this.stop();
    this.mark(false);
    if (isAhead) this.await();
  }

  stop() {
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }
}

/**
 * @param {Model<State>} model
 * @param {ReturnType<typeof build>} parts
 * @param {Picture} picture
 * @param {AbortSignal} signal
 */
function listen(model, parts, picture, signal) {
  const sentence = new Sentence(parts.sentence, model.get("phrases"));
  /** @param {Shown} shown */
  const say = (shown) => {
    const title = shown.spec.layout.title?.text ?? "";
    parts.title.textContent = unbroken(title);
    parts.drawing.setAttribute("aria-label", title);
    sentence.say(shown.sentence);
    tellShown(parts.figure, shown);
  };
  const frames = new Frames(parts.figure, (shown) => {
    say(shown);
    if (frames.isAhead) sentence.await();
    else sentence.answered(false);
    picture.become(shown.spec);
  });
  /** @type {Heard} */
  const heard = (content, buffers) => {
    if (content.kind === "ahead") frames.take(withArrays(content, buffers));
    if (content.kind !== "whole" && content.kind !== "move") return;
    const message = withArrays(content, buffers);
    const isShown = frames.tell(message);
    sentence.answered(frames.isAhead);
    if (!isShown || !frames.told) return;
    parts.kept.textContent = unbroken(message.kept ?? "");
    say(frames.told);
    if (content.kind === "whole") picture.whole(frames.told.spec);
    else picture.become(frames.told.spec);
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => {
    model.off("msg:custom", heard);
    sentence.stop();
  });
}

/**
 * @param {Picture} picture
 * @param {AbortSignal} signal
 */
function watch(picture, signal) {
  const size = new ResizeObserver(() => picture.resize());
  size.observe(picture.drawing);
  const theme = new MutationObserver(() => picture.settle());
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"] });
  signal.addEventListener("abort", () => {
    size.disconnect();
    theme.disconnect();
    picture.close();
  });
}

/** @param {Given<State>} given */
async function render({ model, el, signal }) {
  const phrases = model.get("phrases");
  const parts = build(el, phrases);
  const picture = new Picture(parts, phrases, model.get("numbers"));
  listen(model, parts, picture, signal);
  watch(picture, signal);
  printWell(picture, signal);
  model.send({ kind: "whole" });
  try {
    const Plotly = await plotly(model, signal);
    delete parts.drawing.dataset.waiting;
    picture.start(Plotly);
  } catch (error) {
    if (signal.aborted) return;
    delete parts.drawing.dataset.waiting;
    notice(parts.drawing, filled(phrases.failed, { reason: messageOf(error) }));
  }
}

export default { render };
