// Keeps a chart in sight of whoever uses an input beside or under it. Styles hold it in place while
// the page scrolls; what they cannot know is where the page stands when an input is first taken.

const USED = "input, select, .lessons-control-play button, .lessons-decision-bar button";

// Brings the whole stage into the window, and then the input, so far as both fit.
function bringTogether(stage, used) {
  const input = used.closest("tr, .lessons-control") ?? used;
  stage.scrollIntoView({ block: "nearest", behavior: "instant" });
  // Where the input stands under the stage it must not end up behind it.
  const isUnder = input.getBoundingClientRect().right > stage.getBoundingClientRect().left;
  input.style.scrollMarginTop = isUnder ? `${stage.offsetHeight}px` : "";
  input.scrollIntoView({ block: "nearest", behavior: "instant" });
}

// A page that moves between the press and the release of a mouse would take the click from a box
// or button: there the chart comes once it is over. A slider keeps the pointer wherever it goes.
export function keepInSight(stage, inputs) {
  let isPressed = false;
  const seen = ({ target }) => target.matches(USED) && bringTogether(stage, target);
  inputs.addEventListener("mousedown", () => {
    isPressed = true;
    setTimeout(() => (isPressed = false));
  });
  inputs.addEventListener("focusin", (event) => {
    if (!isPressed || event.target.type === "range") seen(event);
  });
  inputs.addEventListener("click", (event) => event.target.matches("select") || seen(event));
  inputs.addEventListener("change", seen);
}
