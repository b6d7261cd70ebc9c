// What a chart looks like where it stands: in the page's theme, in the room that there is, and
// as large as the page asks for.

import { laidOut } from "./plotly.js";

/** @import { Layout, Trace } from "../types.d.ts" */

export const NARROW = 620; // pixels; below it a layout's own `meta.narrow` holds, if it has one
const WIDE = 760; // pixels; from it on `meta.wide` does
const TIGHT = 350; // pixels of width, below which type is smaller, but not below SMALLEST of it
const SMALLEST = 0.78;
export const USUAL_HEIGHT = 400; // pixels; of a drawing whose layout says nothing of it
const CLEAR = /^rgba\(.*, 0\)$/; // as a browser computes it
const LIFTED = 1.03; // where a narrow drawing's legend ends, over its axes, which end at 1

const LEGIBLE = 4.5; // contrast of words with their ground (WCAG 2.2)
const SHARES = [0, 0.15, 0.3, 0.45, 0.6, 0.75, 1]; // of the page's text colour in a word's own

// The red, green and blue of a colour: "#0072b2", or as a browser computes it.
/** @param {string} color */
function channels(color) {
  const hex = /^#(..)(..)(..)/.exec(color)?.slice(1).map((part) => parseInt(part, 16));
  return hex ?? (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/** @param {number[]} of */
function luminance(of) {
  const [red, green, blue] = of.map((one) =>
    one <= 10 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// A colour as words have it: as much of the page's text colour in it as it takes to be read.
/**
 * @param {string} color
 * @param {{ paper: string, text: string }} page
 */
function legible(color, { paper, text }) {
  const [own, ground, ink] = [color, paper, text].map(channels);
  if ([own, ground, ink].some(({ length }) => length !== 3)) return color;
  const mixes = SHARES.map((share) =>
    own.map((one, place) => Math.round(one + share * (ink[place] - one)))
  );
  /** @param {number[]} mix */
  const isLegible = (mix) => {
    const [dark, light] = [luminance(mix), luminance(ground)].toSorted((one, two) => one - two);
    return (light + 0.05) / (dark + 0.05) >= LEGIBLE;
  };
  return `rgb(${(mixes.find(isLegible) ?? ink).join()})`;
}

// A trace whose words can be read on the page, if they have colours of their own.
/**
 * @param {Trace} trace
 * @param {Layout} layout as it is shown
 * @returns {Trace}
 */
export function withLegibleWords(trace, { paper_bgcolor: paper, font }) {
  const color = trace.textfont?.color;
  if (!color) return trace;
  const page = { paper, text: font.color };
  /** @param {string} one */
  const made = (one) => legible(one, page);
  const legibles = Array.isArray(color) ? color.map(made) : made(color);
  return { ...trace, textfont: { ...trace.textfont, color: legibles } };
}

// A chart on the page takes the page's own theme.
/**
 * @param {Layout} layout
 * @param {HTMLElement} element
 */
export function themed(layout, element) {
  const theme = getComputedStyle(element);
  /** @type {(name: string, fallback: string) => string} */
  const color = (name, fallback) => theme.getPropertyValue(name).trim() || fallback;
  return laidOut(layout, {
    font: theme.fontFamily,
    text: color("--jp-ui-font-color1", theme.color),
    grid: color("--jp-border-color2", "#8884"),
    paper: groundUnder(element),
    raised: color("--jp-layout-color0", "Canvas"),
  });
}

// The colour that an element stands on. Where its own paper is clear, Plotly takes it for white, and
// writes the name of a hovered curve on it in the dark as well.
/** @param {HTMLElement} element */
function groundUnder(element) {
  for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!CLEAR.test(backgroundColor)) return backgroundColor;
  }
  return "transparent";
}

// A page that is read from far away asks for larger type, thicker lines and wider margins. It
// gets as much of that as there is room for: a layout's own height is one for usual type. Where
// hardly any words have room beside each other, type is somewhat smaller.
/**
 * @param {HTMLElement} drawing
 * @param {Layout} layout
 */
export function scaleOf(drawing, { height = USUAL_HEIGHT }) {
  const { clientWidth: width } = drawing;
  if (width < TIGHT) return Math.max(SMALLEST, width / TIGHT);
  const asked = Number(getComputedStyle(drawing).getPropertyValue("--lessons-chart-scale")) || 1;
  return Math.min(asked, Math.max(1, (1.25 * drawing.clientHeight) / height));
}

// The height that a chart of several drawings needs to show them together.
/**
 * @param {Layout} layout
 * @param {boolean} isNarrow
 * @param {number} scale
 */
export function neededFor({ meta }, isNarrow, scale) {
  const [usual, narrow] = meta?.room ?? [0, 0];
  return scale * (isNarrow ? narrow : usual);
}

// Copies an object with some of its numbers, told by their paths, made larger.
/**
 * @template {Record<string, any>} Part
 * @param {Part} part
 * @param {number} scale
 * @param {string[][]} paths
 * @returns {Part}
 */
function enlarged(part, scale, paths) {
  /** @type {Record<string, any>} */
  const made = { ...part };
  for (const [key, ...inner] of paths) {
    if (inner.length && made[key]) made[key] = enlarged(made[key], scale, [inner]);
    else if (typeof made[key] === "number") made[key] *= scale;
  }
  return /** @type {Part} */ (made);
}

const OF_TRACES = [["textfont", "size"], ["line", "width"], ["marker", "size"]];
const OF_LAYOUTS = [["font", "size"], ...["l", "r", "t", "b"].map((side) => ["margin", side])];
/** @type {(trace: Trace, scale: number) => Trace} */
export const largerTrace = (trace, scale) => enlarged(trace, scale, OF_TRACES);
/** @type {(layout: Layout, scale: number) => Layout} */
export const largerLayout = (layout, scale) => enlarged(layout, scale, OF_LAYOUTS);

// The traces for a drawing of some width: a name takes as many lines of the legend as it needs.
/**
 * @param {Trace[]} data
 * @param {number} width
 */
export function named(data, width) {
  if (width >= NARROW) return data;
  const most = Math.floor(width / 10);
  return data.map((one) => (one.name ? { ...one, name: inLines(one.name, most) } : one));
}

// Which part of a layout's own `meta` holds where a drawing is so wide; neither in between.
/** @type {(width: number) => string} */
export const roomOf = (width) => (width < NARROW ? "narrow" : width < WIDE ? "" : "wide");

// The layout for a drawing of some width: axes may stand elsewhere where there is little room, or
// much.
/**
 * @param {Layout} layout
 * @param {number} width
 * @returns {Layout}
 */
export function fitted(layout, width) {
  const parts = Object.entries(layout.meta?.[roomOf(width)] ?? {});
  /** @type {(key: string, part: unknown) => unknown} */
  const within = (key, part) =>
    typeof part === "object" && !Array.isArray(part) ? { ...layout[key], ...part } : part;
  const own = parts.map(([key, part]) => [key, within(key, part)]);
  /** @type {Layout} */
  const fit = { ...layout, ...Object.fromEntries(own) };
  if (width >= NARROW) return fit;
  for (const key of Object.keys(fit).filter((key) => /^xaxis\d*$/.test(key))) {
    const text = fit[key].title?.text;
    // Letters of a title are half as wide as high, and it has the width beside its other axis.
    const size = fit[key].title?.font?.size ?? 18;
    const lines = text && inLines(text, Math.floor((width - 90) / (size / 2)));
    if (lines) fit[key] = { ...fit[key], title: { ...fit[key].title, text: lines } };
  }
  // A legend that is as wide as the drawing keeps off the topmost label of the axis beside it.
  if (fit.legend?.y === 1) fit.legend = { ...fit.legend, y: LIFTED };
  return fit;
}

// Words in lines of at most so many letters.
/**
 * @param {string} text
 * @param {number} most
 */
function inLines(text, most) {
  const lines = text.split("<br>").map((own) => {
    const made = [""];
    for (const word of own.split(" ")) {
      const line = `${made.at(-1)} ${word}`.trim();
      if (made.at(-1) && line.length > most) made.push(word);
      else made[made.length - 1] = line;
    }
    return made;
  });
  return lines.flat().join("<br>");
}
