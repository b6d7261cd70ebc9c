// The page's side of the chart: its title, its picture and its sentence, as the kernel tells them.

import { element, filled, unbroken } from "../page.js";
import { Picture } from "./picture.js";
import { messageOf, plotly, withArrays } from "./plotly.js";
import { printWell } from "./print.js";

/** @import { Given, Heard, Model, Phrases } from "../types.d.ts" */
/** @typedef {{ phrases: Phrases }} State */

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

/**
 * @param {Model<State>} model
 * @param {ReturnType<typeof build>} parts
 * @param {Picture} picture
 * @param {AbortSignal} signal
 */
function listen(model, parts, picture, signal) {
  /** @type {Heard} */
  const heard = (content, buffers) => {
    if (content.kind !== "whole" && content.kind !== "move") return;
    const message = withArrays(content, buffers);
    const title = message.layout?.title;
    if (title) {
      parts.title.textContent = unbroken(title.text);
      parts.drawing.setAttribute("aria-label", title.text);
    }
    parts.kept.textContent = unbroken(message.kept ?? "");
    // A screen reader waits with the sentence until the slider has settled.
    parts.sentence.setAttribute("aria-busy", String(content.kind === "move"));
    parts.sentence.textContent = unbroken(message.sentence);
    if (content.kind === "whole") picture.whole(message);
    else picture.move(message);
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => model.off("msg:custom", heard));
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
  const picture = new Picture(parts, phrases);
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
