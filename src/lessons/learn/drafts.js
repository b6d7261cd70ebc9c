// What was typed or chosen and not handed over yet stands there again when its cell is run anew, as
// long as the page is open. It is no answer: the kernel hears nothing of it.

import { shared } from "../server/labextension/static/shared.js";

/** @type {Map<string, unknown>} */
export const DRAFTS = shared("drafts", () => new Map()); // by what is asked

/**
 * @param {string} ask
 * @param {unknown} [given]
 */
export function keepDraft(ask, given) {
  if (given === undefined) DRAFTS.delete(ask);
  else DRAFTS.set(ask, given);
}
