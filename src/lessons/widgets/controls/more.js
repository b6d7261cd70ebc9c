// The inputs that are not open at first, behind one button. Whatever else moves one of them opens
// them, and so does the page's own search.

import { button, element, same, unique } from "../page.js";

/** @import { Phrases, Values } from "../types.d.ts" */
/** @import { Control } from "./control.js" */

export class More {
  /**
   * @param {HTMLElement} panel
   * @param {Phrases} phrases
   */
  constructor(panel, phrases) {
    const id = unique();
    this.opener = button(
      panel,
      phrases.more_inputs,
      () => this.show(this.place.hasAttribute("hidden")),
    );
    this.opener.className = "lessons-controls-more-button";
    this.opener.setAttribute("aria-controls", id);
    this.place = element(panel, "div", { id, class: "lessons-controls-more" });
    this.place.addEventListener("beforematch", () => this.show(true));
    this.show(false);
  }

  /** @param {boolean} isOpen */
  show(isOpen) {
    if (isOpen) this.place.removeAttribute("hidden");
    else this.place.setAttribute("hidden", "until-found");
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  // Opens where a value is another one than what stands here, or than the usual one at first.
  /**
   * @param {Control<any, any>[]} controls
   * @param {Values} values
   */
  follow(controls, values) {
    const isMoved = controls.some(({ value, input }) =>
      input.later && !same(value ?? input.default, values[input.name])
    );
    if (isMoved) this.show(true);
  }
}
