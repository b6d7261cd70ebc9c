// How a number is read that somebody has typed: the rule of `words/typed_number.py`, which says
// why. A text means one number, or two, or none.

import { OWN_KEYS } from "../page.js";

const SIGNS = "-\u2212\u2013";
const SIZES = ["b", "k", "m", "t"];
const TYPED = new RegExp(
  `^([${SIGNS}+]?) ?(\\$?) ?([${SIGNS}+]?) ?` +
    "([.,]?\\d(?:[\\d.,'’ ]*[\\d.,])?(?:e[+\\-]?\\d+)?)((?:[ /\\-]*(?:\\p{L}\\.?|[$%]))*)\\.?$",
  "u",
);
const ENGLISH = /^(?:[1-9]\d{0,2}([, '’])\d{3}(?:\1\d{3})*|\d*)(?:\.\d*)?(?:e[+-]?\d+)?$/;
const EXCHANGED = /^(?:[1-9]\d{0,2}([. '’])\d{3}(?:\1\d{3})*|\d*)(?:,\d+)?$/;
const THOUSANDS = /^[1-9]\d{0,2}\.\d{2}0$/;
const COMMA = /^(?:[1-9]\d{0,2}([. '’])\d{3}(?:\1\d{3})*|\d*)(?:,\d*)?$/;
const GROUPED = /^[1-9]\d{0,2}\.\d{3}$/;
const COMMA_THOUSANDS = /^[1-9]\d{0,2},\d{2}0$/;
const WORDS = /\p{L}+|[$%]/gu;

/** @type {(unit: string) => boolean} */
export const isShare = (unit) => unit === "%" || unit === "points";

// The numbers that a typed text may mean, as they are written: of a share a hundredfold.
/**
 * @param {string} text
 * @param {string} beside what may stand behind it: parts of these, `|` and whole ones
 * @param {boolean} comma whether decimals begin with one
 * @returns {number[]}
 */
export function readings(text, beside, comma) {
  const match = text.toLowerCase().trim().replace(/\s+/g, " ").match(TYPED);
  if (!match) return [];
  const [, before, dollar, after, number, behind] = match;
  const named = (dollar + behind).match(WORDS) ?? [];
  const [parts, whole = ""] = beside.split("|").map((one) => one.split(" "));
  const isOf = (/** @type {string} */ word) =>
    whole.includes(word) || (!SIZES.includes(word) && parts.some((one) => one.startsWith(word)));
  if ((before && after) || !named.every(isOf)) return [];
  const sign = SIGNS.includes(before || after || "+") ? -1 : 1;
  const values = comma ? commaValuesOf(number) : valuesOf(number);
  return values.filter(Number.isFinite).map((value) => sign * value + 0);
}

/**
 * @param {string} number
 * @returns {number[]}
 */
function valuesOf(number) {
  if (ENGLISH.test(number)) {
    const read = Number(number.replace(/[, '’]/g, ""));
    return THOUSANDS.test(number) ? [read, Number(number.replace(".", ""))] : [read];
  }
  if (!EXCHANGED.test(number)) return [];
  const exchanged = Number(number.replace(/[. '’]/g, "").replace(",", "."));
  const slipped = "0,".includes(number[0]) ? "" : number.replaceAll(",", "");
  return [exchanged, ...(slipped && ENGLISH.test(slipped) ? valuesOf(slipped) : [])];
}

/**
 * @param {string} number
 * @returns {number[]}
 */
function commaValuesOf(number) {
  if (COMMA.test(number)) {
    const read = Number(number.replace(/[. '’]/g, "").replace(",", "."));
    if (GROUPED.test(number)) return [read, Number(number)];
    return COMMA_THOUSANDS.test(number) ? [read, Number(number.replace(",", ""))] : [read];
  }
  return ENGLISH.test(number) ? [Number(number.replace(/[, '’]/g, ""))] : [];
}

// What a box for a number is made of. On some phones the keys for numbers have a comma and no
// point; there it has all keys.
const hasPoint = new Intl.NumberFormat().format(1.5).includes(".");
export const NUMBER_BOX = {
  type: "text",
  inputmode: hasPoint ? "decimal" : "text",
  autocomplete: "off",
  maxlength: "60",
  ...OWN_KEYS,
};
