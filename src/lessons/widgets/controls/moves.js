// Each move carries its window and its number there: so a window can tell whether the kernel, when
// it said where inputs stand, had heard of all that was moved here.

import { shared } from "../../server/labextension/static/shared.js";

/** @import { ControlsState, Model, Values } from "../types.d.ts" */

const WINDOW = shared("window", () => String(Math.random()));
/** @type {(moves: Record<string, number> | undefined) => number} */
export const movesMade = (moves) => moves?.[WINDOW] ?? 0;

/**
 * @param {Model<ControlsState>} controls
 * @param {Values} values
 */
export function moveInputs(controls, values) {
  controls.set("moves", { [WINDOW]: movesMade(controls.get("moves")) + 1 });
  controls.set("values", values);
  controls.save_changes();
}
