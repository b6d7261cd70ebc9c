// What a part of a lesson says where code of the lesson has failed: that nothing was lost, and what
// went wrong, for whoever mends it.

import { element } from "./page.js";

/** @import { Content, Given, Phrases } from "./types.d.ts" */

/** @param {Given<{ phrases: Phrases }>} given */
export function followFaults({ model, el, signal }) {
  const phrases = model.get("phrases");
  const told = element(el, "div", { class: "lessons-fault", role: "alert", hidden: "" });
  el.prepend(told);
  /** @param {Content} content */
  const heard = ({ kind, details }) => {
    if (kind !== "fault" && kind !== "unfetched") return;
    told.replaceChildren();
    told.hidden = false;
    if (kind === "unfetched") {
      element(told, "p", {}, phrases.part_unfetched);
      return;
    }
    element(told, "p", {}, phrases.part_fault);
    const more = element(told, "details");
    element(more, "summary", {}, phrases.part_fault_details);
    element(more, "p", {}, details);
  };
  // It stands there until the next thing is done in this part. Were it gone when a button is only
  // pressed, the button would be elsewhere before it is let go.
  /** @param {Event} event */
  const read = ({ target }) => {
    if (!told.contains(/** @type {Node} */ (target))) told.hidden = true;
  };
  model.on("msg:custom", heard);
  for (const done of ["click", "input"]) el.addEventListener(done, read, { signal });
  signal.addEventListener("abort", () => model.off("msg:custom", heard));
}
