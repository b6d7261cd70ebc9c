// Plotly.js is on its way while the learner reads and cells run, so that the first chart finds it.
// Where it cannot be had here, the first chart asks its kernel for it.

import { imported } from "./imported.js";

export const PLOTLY = Symbol.for("lessons.plotly"); // one Plotly.js a page, shared by all charts

// Plotly out of its source, with a module and exports of its own, so that a page's own module
// loader is left in peace.
export async function evaluated(source) {
  const { default: Plotly } = await imported(
    `const module = { exports: {} }, exports = module.exports, define = undefined;
${source}
export default module.exports;`,
  );
  return Plotly;
}

async function fetched(address) {
  const answer = await fetch(address);
  return answer.ok ? evaluated(await answer.text()) : undefined;
}

export function loadPlotly(baseUrl) {
  globalThis[PLOTLY] ??= fetched(`${baseUrl}static/plotly.min.js`).catch(() => undefined);
}
