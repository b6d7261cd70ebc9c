// The inputs that are not open at first, behind one button. Whatever else moves one of them opens
// them, and so does the page's own search.

import { button, element, same, unique } from "../page.js";

export class More {
  constructor(panel, phrases) {
    const id = unique();
    this.opener = button(panel, phrases.more_inputs, () => this.show(Boolean(this.place.hidden)));
    this.opener.className = "lessons-controls-more-button";
    this.opener.setAttribute("aria-controls", id);
    this.place = element(panel, "div", { id, class: "lessons-controls-more" });
    this.place.addEventListener("beforematch", () => this.show(true));
    this.show(false);
  }

  show(isOpen) {
    this.place.hidden = isOpen ? false : "until-found";
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  // Opens where a value is another one than what stands here, or than the usual one at first.
  follow(controls, values) {
    const stood = ({ value, input }) => (value === undefined ? input.default : value);
    const isMoved = (control) => !same(stood(control), values[control.input.name]);
    if (controls.some((control) => control.input.later && isMoved(control))) this.show(true);
  }
}
