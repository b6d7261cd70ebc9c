// An explorer that was on the page before its kernel: the one that comes with the kernel goes on
// where it stands.

import { shared } from "../../server/labextension/static/shared.js";

/** @import { Values } from "../types.d.ts" */

// Ends the early one of a name, if there is one; returns where its inputs stand, if they have moved.
/**
 * @param {string} name
 * @returns {Values | undefined}
 */
export function takenOver(name) {
  /** @type {Map<string, () => Values | undefined>} */
  const early = shared("early", () => new Map());
  const end = early.get(name);
  early.delete(name);
  return end?.();
}
