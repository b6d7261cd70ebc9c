// Plotly.js is on its way while the learner reads and cells run, so that the first chart finds it.
// Where it cannot be had here, the first chart asks its kernel for it.

import { imported } from "./imported.js";
import { shared } from "./shared.js";

/** @import { Plotly } from "../../../widgets/types.d.ts" */

// Plotly out of its source, with a module and exports of its own, so that a page's own module
// loader is left in peace.
/**
 * @param {string} source
 * @returns {Promise<Plotly>}
 */
export async function evaluated(source) {
  const before = "const module = { exports: {} }, exports = module.exports, define = undefined;";
  const lines = [before, source, "export default module.exports;"];
  return (await imported(lines.join("\n"))).default;
}

/**
 * @param {string} address
 * @returns {Promise<Plotly | undefined>}
 */
async function fetched(address) {
  const answer = await fetch(address);
  return answer.ok ? evaluated(await answer.text()) : undefined;
}

/** @param {string} baseUrl */
export function loadPlotly(baseUrl) {
  shared("plotly", () => fetched(`${baseUrl}static/plotly.min.js`).catch(() => undefined));
}
