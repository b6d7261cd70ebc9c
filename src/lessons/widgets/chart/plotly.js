// Plotly.js on the page, and what is drawn with it: for the chart, and for a picture of one.

import { evaluated } from "../../server/labextension/static/plotly.js";
import { shared, unshare } from "../../server/labextension/static/shared.js";

/** @import { Heard, Layout, Marks, Model, Plotly } from "../types.d.ts" */

/**
 * @param {any} value
 * @param {DataView<ArrayBuffer>[]} buffers
 * @returns {any}
 */
export function withArrays(value, buffers) {
  if (Array.isArray(value)) return value.map((part) => withArrays(part, buffers));
  if (value === null || typeof value !== "object") return value;
  if ("buffer" in value) {
    const { buffer, byteOffset, byteLength } = buffers[value.buffer];
    return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withArrays(part, buffers)]),
  );
}

/** @param {DataView<ArrayBuffer>} gzipped */
async function unpacked(gzipped) {
  const stream = new Blob([gzipped]).stream().pipeThrough(new DecompressionStream("gzip"));
  return evaluated(await new Response(stream).text());
}

class ChartGone extends Error {}

/**
 * @template State
 * @param {Model<State>} model
 * @param {AbortSignal} signal
 * @returns {Promise<Plotly | undefined>}
 */
function askForPlotly(model, signal) {
  return new Promise((resolve, reject) => {
    /** @type {Heard} */
    const answered = (content, buffers) => {
      if (content.kind !== "plotly") return;
      model.off("msg:custom", answered);
      unpacked(buffers[0]).then(resolve, reject);
    };
    model.on("msg:custom", answered);
    signal.addEventListener("abort", () => reject(new ChartGone()));
    model.send({ kind: "plotly" });
  });
}

/**
 * @template State
 * @param {Model<State>} model
 * @param {AbortSignal} signal
 * @returns {Promise<Plotly>}
 */
export async function plotly(model, signal) {
  for (;;) {
    const asked = shared("plotly", () => askForPlotly(model, signal));
    /** @type {unknown} */
    let failure = new ChartGone();
    try {
      const found = await asked;
      if (found) return found;
    } catch (error) {
      failure = error;
    }
    unshare("plotly", asked);
    // If only the chart that asked is gone, or a page that looked ahead found nothing, this one
    // asks anew.
    if (signal.aborted || !(failure instanceof ChartGone)) throw failure;
  }
}

/** @type {(error: unknown) => string} */
export const messageOf = (error) => error instanceof Error ? error.message : String(error);

// A layout in some colours; its title is written above the drawing, where it wraps.
/**
 * @param {Layout} layout
 * @param {{ font: string, text: string, grid: string, paper: string, raised: string }} looks
 * @returns {Layout}
 */
export function laidOut(layout, { font, text, grid, paper, raised }) {
  const axis = { gridcolor: grid, linecolor: text, tickcolor: text };
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
  return {
    ...layout,
    ...Object.fromEntries(axes.map((key) => [key, { ...axis, ...layout[key] }])),
    title: undefined,
    autosize: true,
    paper_bgcolor: paper,
    plot_bgcolor: "transparent",
    font: { family: font, ...layout.font, color: text },
    hoverlabel: {
      bgcolor: raised,
      bordercolor: text,
      ...layout.hoverlabel,
      font: { color: text, ...layout.hoverlabel?.font },
    },
  };
}

const OWN = "lessons"; // the name under which Plotly is told how numbers are written

// What Plotly is to be configured with, so that it writes numbers as the kernel does.
/** @param {Marks} [numbers] */
export const writing = (numbers) =>
  numbers ? { locale: OWN, locales: { [OWN]: { format: numbers } } } : {};
