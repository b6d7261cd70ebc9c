// What a chart knows of Plotly that Plotly does not promise: all of it is here, a test holds each
// field, and pyproject.toml takes no Plotly that is newer than they were seen in.
//
//   _fullData       each trace as it is drawn, with all that was left out of it
//   _length         of such a trace: how much of it there is to draw
//   _fullLayout     the layout as it is drawn
//   _skipDefaults   of such a layout: that both are right already, and need not be worked out anew

/**
 * @typedef {HTMLElement & {
 *   _fullData?: Record<string, any>[],
 *   _fullLayout?: { _skipDefaults?: boolean },
 * }} Drawing
 */

// How much of a trace there is to draw; Plotly leaves one with nothing out of the legend.
/** @type {(trace: Record<string, any>) => number} */
export const lengthOf = ({ x, y }) => Math.min(...[x, y].flatMap((array) => array?.length ?? []));

// Whether a newer value of a trace may stand where an older one stood: a word for a word, a number
// for a number, an array with something in it for another.
/**
 * @param {unknown} old
 * @param {unknown} value
 */
function isOfOneKind(old, value) {
  if (typeof value !== "object") return typeof value === typeof old;
  const isFull = (/** @type {any} */ one) => typeof one === "object" && one?.length > 0;
  return isFull(value) && isFull(old);
}

// Half of the time of a Plotly.animate goes to working all traces and axes out anew. Where only
// arrays and words have moved, nothing comes of it but these, and how long they are. Then they
// are put where it would put them, and Plotly is told to leave it out, as it tells itself in a
// Plotly.react. A Plotly that does not know of it works all out as ever.
/**
 * @param {Drawing} drawing
 * @param {object[]} data
 * @param {(place: number) => boolean} isHidden
 */
export function spare(drawing, data, isHidden) {
  const { _fullData: full, _fullLayout: layout } = drawing;
  if (!full || !layout) return;
  const isSpared = (/** @type {object} */ trace, /** @type {number} */ place) =>
    Object.entries(trace).every(([key, value]) => isOfOneKind(full[place]?.[key], value));
  if (!data.every(isSpared)) return;
  for (const [place, trace] of data.entries()) {
    if (isHidden(place)) continue;
    full[place]._length = lengthOf(Object.assign(full[place], trace));
  }
  layout._skipDefaults = true;
}

// Whatever was not drawn any more must not keep Plotly from working out what comes next.
/** @param {Drawing} drawing */
export function unspare(drawing) {
  delete drawing._fullLayout?._skipDefaults;
}
