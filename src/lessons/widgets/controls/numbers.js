// How the numbers of one input are written and read.

import { isShare, readings } from "./typed_number.js";

// Floating point turns 0.07 * 100 into 7.000000000000001: six decimals are plenty.
/** @type {(number: number) => number} */
export const tidy = (number) => Number(number.toFixed(6));

// The minus sign that sentences and axes have; typed, a hyphen is as good.
const MINUS = "\u2212";

export class Numbers {
  /**
   * @param {{ unit: string, unit_shown?: string, unit_words?: string }} input
   * @param {string} locale
   */
  constructor({ unit, unit_shown: shown = unit, unit_words: beside = shown }, locale) {
    // A percentage is a share between 0 and 1 in the model and is shown a hundredfold, and so are
    // the points that two shares are apart.
    this.factor = isShare(unit) ? 100 : 1;
    this.beside = beside;
    this.sign = unit === "%" ? "%" : "";
    // A calendar year has no word behind it and no grouping.
    this.unit = unit === "year" ? "" : shown;
    const useGrouping = unit !== "year";
    this.format = new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping });
    this.hasComma = this.format.format(1.5).includes(",");
  }

  /** @param {number} value */
  written(value) {
    return this.format.format(tidy(value * this.factor)).replace("-", MINUS);
  }

  /** @param {number} value */
  withUnit(value) {
    return `${this.written(value)} ${this.unit}`.trim();
  }

  // The values that a typed text may mean: one, or two, or none.
  /** @param {string} typed */
  read(typed) {
    const read = readings(typed, this.beside, this.hasComma);
    return read.map((number) => tidy(number / this.factor));
  }
}
