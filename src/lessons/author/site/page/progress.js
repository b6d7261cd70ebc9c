// What a learner has done so far, as the lessons keep it.

import { OWN, textOf } from "./storage.js";

/** @import { File } from "./storage.js" */

/** @typedef {{ name: string, kind: string, given?: unknown, right?: boolean }} Entry */

export const PROGRESS = `${OWN}/progress.json`;

/** @type {(one: any) => boolean} */
const isEntry = (one) => typeof one?.name === "string" && typeof one.kind === "string";

// What the file holds; nothing where there is none, and undefined where it is damaged.
/**
 * @param {File | undefined} one
 * @returns {Entry[] | undefined}
 */
export function entriesOf(one) {
  if (!one) return [];
  try {
    const entries = JSON.parse(textOf(one)).entries ?? [];
    return Array.isArray(entries) && entries.every(isEntry) ? entries : undefined;
  } catch {
    return undefined;
  }
}
