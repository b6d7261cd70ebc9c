// What the address of a page asks for. A page may have been drawn before anybody asked for it, so
// it is the page that reads its own address.

import { asked } from "../../server/labextension/static/asked.js";
import { shared } from "../../server/labextension/static/shared.js";

const EXPLORER = "explorer"; // names the explorer that is meant
const PRESET = "preset";
const ALL_THERE_AFTER = 400; // milliseconds without another explorer on the page

/**
 * An explorer that may be meant, or what it is hidden behind.
 * @typedef {object} Waiting
 * @property {string} name
 * @property {string[]} inputs
 * @property {string[]} presets
 * @property {HTMLElement} root
 * @property {(asked: { parameters: Parameters, explorers: string[], inputs: string[] }) => void} open
 */

/** @typedef {[name: string, value: string][]} Parameters */

// In the browser edition an address opens one lesson, too. Its cells are run one after the other.
export const isOnSite = () => document.getElementById("lessons-site") !== null;
const isRun = () => document.querySelector(".lessons-site-bar:not([data-ready])") === null;

// Elsewhere an address opens a workplace with all its files and not this page alone.
export const isPresented = () => document.body.dataset.voila === "voila";

// Whether a server under that name is reached from its own machine alone.
/** @type {(name: string) => boolean} */
export const isThisMachine = (name) => /^(localhost|127\.[\d.]+|\[::1\])$/.test(name);

/** @returns {string | undefined} */
export function token() {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  return JSON.parse(config ?? "{}").token;
}

/** @type {(one: Waiting, other: Waiting) => number} */
const inOrder = ({ root: one }, { root: other }) =>
  one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

const SHORT_NAME = 5; // letters of a name in which a wrong letter makes another word
const LONG_NAME = 10; // letters of a name in which there may be two slips of the pen

/** @type {(name: string) => string} */
const lettersOf = (name) => name.replace(/^amp;/, "").toLowerCase().replace(/[^a-z0-9]/g, "");

// How many letters are too many, missing, wrong, or swapped with their neighbour (Damerau 1964).
/**
 * @param {string} one
 * @param {string} other
 */
function slips(one, other) {
  const isShort = other.length <= SHORT_NAME;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const wrong = one[row - 1] === other[column - 1] ? 0 : isShort ? 2 : 1;
      now[column] = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + wrong);
      const swapped = row > 1 && column > 1 &&
        one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) now[column] = Math.min(now[column], before[column - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return last[other.length];
}

// Whether a name is a known one, or so like one that it was most likely meant. The kernel's side
// judges in the same way.
/**
 * @param {string} name
 * @param {string[]} known
 */
export function isNear(name, known) {
  const written = lettersOf(name);
  return known
    .map(lettersOf)
    .some((letters) => slips(written, letters) <= (letters.length < LONG_NAME ? 1 : 2));
}

// What is ours of an address: platforms add to links what is nobody's here.
/** @type {(parameters: Parameters, inputs: string[]) => Parameters} */
const oursOf = (parameters, inputs) =>
  parameters.filter(([name]) => isNear(name, [EXPLORER, PRESET, ...inputs]));

// The first explorer on the page of that name; without a name the first that has these inputs,
// or has nearly these. Where there is none, the first of all says what is wrong.
/**
 * @param {Waiting[]} places
 * @param {Parameters} parameters
 */
function chosenOf(places, parameters) {
  const named = parameters.find(([name]) => name === EXPLORER)?.[1];
  const inputs = parameters.map(([name]) => name).filter((name) => name !== PRESET);
  const presets = parameters.filter(([name]) => name === PRESET).map(([, preset]) => preset);
  /** @param {Waiting} place */
  const fits = (place) =>
    named === undefined
      ? inputs.every((name) => place.inputs.includes(name)) &&
        presets.every((name) => place.presets.includes(name))
      : place.name === named;
  /** @param {Waiting} place */
  const nearly = (place) =>
    named === undefined && inputs.every((name) => isNear(name, place.inputs));
  const sorted = [...places].sort(inOrder);
  return sorted.find(fits) ?? sorted.find(nearly) ?? sorted[0];
}

// An explorer, or what an explorer is hidden behind, waits for the page's link. The one that is
// meant is told to `open`, and so is an explorer that appears within it.
/** @param {Waiting} place */
export function awaitLink(place) {
  const parameters = asked();
  if (!(isPresented() || isOnSite()) || !parameters.length) return;
  if (place.root.closest("[data-early]")) return; // the explorer itself comes yet
  /** @type {{ places: Waiting[], chosen?: Waiting, waiting?: number }} */
  const page = shared("linked", () => ({ places: [] })); // one choice a page
  page.places.push(place);
  const inputs = () => [...new Set(page.places.flatMap((one) => one.inputs))];
  /** @param {Waiting} one */
  const open = (one) => {
    const explorers = [...new Set(page.places.map(({ name }) => name))];
    one.open({ parameters: oursOf(parameters, inputs()), explorers, inputs: inputs() });
  };
  if (page.chosen) {
    if (page.chosen.root.contains(place.root)) open(place);
    return;
  }
  clearTimeout(page.waiting);
  const choose = () => {
    if (!isRun()) {
      page.waiting = setTimeout(choose, ALL_THERE_AFTER);
      return;
    }
    const ours = oursOf(parameters, inputs());
    if (!ours.length) return;
    const chosen = chosenOf(page.places, ours);
    page.chosen = chosen;
    open(chosen);
  };
  page.waiting = setTimeout(choose, ALL_THERE_AFTER);
}
