// The page's side of a case: its name, and what can be carried over from earlier lessons.
// What the learner types goes in and comes back as text, in the direction of its own script.

import { answered } from "../widgets/kernel.js";
import { button, element, OWN_KEYS, same, unbroken, unique } from "../widgets/page.js";

/** @import { Given, Model, Phrases } from "../widgets/types.d.ts" */

/** @typedef {{ place: number, text: string, fill: string }} Offer */

/**
 * @typedef {object} State
 * @property {Phrases} phrases
 * @property {number} longest
 * @property {string} case_name
 * @property {Offer[]} offers
 * @property {string} notice
 * @property {string} message
 */

class Case {
  /** @type {Offer[] | undefined} */
  offered;

  /**
   * @param {Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.phrases = model.get("phrases");
    const { case: title, case_name: name, case_carry: carry } = this.phrases;
    const root = element(el, "div", {
      class: "lessons-case",
      role: "group",
      "aria-label": title,
    });
    const label = element(root, "label", { class: "lessons-case-name" });
    element(label, "span", {}, name);
    this.name = element(label, "input", {
      type: "text",
      dir: "auto",
      autocomplete: "off",
      maxlength: String(model.get("longest")),
      ...OWN_KEYS,
    });
    this.name.addEventListener("change", () => this.named());
    this.carry = element(root, "details");
    element(this.carry, "summary", { ...OWN_KEYS }, carry);
    this.offers = element(this.carry, "ul");
    this.notice = element(this.carry, "p", { class: "lessons-case-notice" });
    this.said = element(root, "p", { class: "lessons-case-said", role: "status" });
    this.follow();
    this.carry.open = model.get("offers").length > 0;
  }

  named() {
    this.model.set("case_name", this.name.value);
    this.model.save_changes();
  }

  follow() {
    const { model, phrases } = this;
    if (document.activeElement !== this.name || this.name.value.length > model.get("longest")) {
      this.name.value = model.get("case_name");
    }
    this.said.textContent = unbroken(model.get("message"));
    this.followOffers(model.get("offers"), phrases.case_nothing);
    this.notice.textContent = model.get("notice");
  }

  // A button that has the focus stays where it is, as long as what is offered is the same.
  /**
   * @param {Offer[]} offers
   * @param {string} nothing
   */
  followOffers(offers, nothing) {
    if (same(offers, this.offered)) return;
    this.offered = offers;
    this.offers.replaceChildren();
    if (!offers.length) element(this.offers, "li", {}, nothing);
    for (const { place, text, fill } of offers) {
      const line = element(this.offers, "li");
      const told = element(line, "span", { id: unique() }, text);
      const made = button(line, fill, () => this.model.send({ kind: "carry", place }));
      made.setAttribute("aria-describedby", told.id);
    }
  }
}

/** @param {Given<State>} given */
function render({ model, el, signal }) {
  const panel = new Case(model, el);
  const follow = () => panel.follow();
  model.on("change", follow);
  signal.addEventListener("abort", () => model.off("change", follow));
  // What was saved in another lesson since this cell was run.
  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) model.send({ kind: "renew" });
  });
  seen.observe(el);
  signal.addEventListener("abort", () => seen.disconnect());
}

export default { render: answered(render) };
