// Keeps a chart in sight of whoever uses an input beside or under it. Styles hold it in place while
// the page scrolls; what they cannot know is where the page stands when an input is first taken.

import { comesFrom } from "../events.js";

const USED = "input, select, .lessons-control-play button, .lessons-decision-bar button";

// Brings the whole stage into the window, and then the input, so far as both fit.
/**
 * @param {HTMLElement} stage
 * @param {HTMLElement} used
 */
function bringTogether(stage, used) {
  const input = /** @type {HTMLElement} */ (used.closest("tr, .lessons-control") ?? used);
  stage.scrollIntoView({ block: "nearest", behavior: "instant" });
  // Where the input stands under the stage it must not end up behind it.
  const isUnder = input.getBoundingClientRect().right > stage.getBoundingClientRect().left;
  input.style.scrollMarginTop = isUnder ? `${stage.offsetHeight}px` : "";
  input.scrollIntoView({ block: "nearest", behavior: "instant" });
}

// A page that moves between the press and the release of a mouse would take the click from a box
// or button: there the chart comes once it is over. A slider keeps the pointer wherever it goes.
/**
 * @param {HTMLElement} stage
 * @param {HTMLElement} inputs
 */
export function keepInSight(stage, inputs) {
  let isPressed = false;
  /** @param {Event} event */
  const seen = ({ target }) => {
    if (target instanceof HTMLElement && target.matches(USED)) bringTogether(stage, target);
  };
  inputs.addEventListener("mousedown", () => {
    isPressed = true;
    setTimeout(() => (isPressed = false));
  });
  inputs.addEventListener("focusin", (event) => {
    if (!isPressed || comesFrom(event, "[type=range]")) seen(event);
  });
  inputs.addEventListener("click", (event) => comesFrom(event, "select") || seen(event));
  inputs.addEventListener("change", seen);
}
