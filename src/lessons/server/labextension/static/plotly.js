// Plotly.js is on its way while the learner reads and cells run, so that the first chart finds it.
// Where it cannot be had here, the first chart asks its kernel for it.

const PLOTLY = Symbol.for("lessons.plotly"); // one Plotly.js a page, shared by all charts

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) return undefined;
  // Its own module and exports, so that the page's own module loader is left in peace.
  const source = `const module = { exports: {} }, exports = module.exports, define = undefined;
${await answer.text()}
export default module.exports;`;
  const made = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return (await import(made)).default;
  } finally {
    URL.revokeObjectURL(made);
  }
}

export function loadPlotly(baseUrl) {
  globalThis[PLOTLY] ??= fetched(`${baseUrl}static/plotly.min.js`).catch(() => undefined);
}
