// A page that is opened at one of its cells stays there while what stands above it gets its height,
// until the learner goes elsewhere.

import { untilElsewhere } from "./elsewhere.js";

/** @param {HTMLElement} page */
export function stayAtLinked(page) {
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!linked) return;
  const gone = untilElsewhere();
  const height = new ResizeObserver(() => linked.scrollIntoView());
  height.observe(page);
  gone.signal.addEventListener("abort", () => height.disconnect());
}
