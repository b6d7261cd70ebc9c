// What a slider and a chart tell the explorer that they stand in.

/** @import { Values } from "../types.d.ts" */

export const NEAR = "lessons-near"; // a slider is about to be moved
export const SHOWN = "lessons-shown"; // a chart shows something else

/**
 * What is about to be moved, and where to.
 * @typedef {object} Near
 * @property {string} about what one asks about no more than once from one place
 * @property {() => Values[]} stops how each differs from where the inputs stand, the nearest first
 */

/**
 * @param {HTMLElement} slider
 * @param {Near} detail
 */
export function tellNear(slider, detail) {
  slider.dispatchEvent(new CustomEvent(NEAR, { bubbles: true, detail }));
}

/**
 * @param {HTMLElement} chart
 * @param {{ headline?: [label: string, number: string, isAskable: boolean] }} shown
 */
export function tellShown(chart, { headline }) {
  chart.dispatchEvent(new CustomEvent(SHOWN, { bubbles: true, detail: { headline } }));
}
