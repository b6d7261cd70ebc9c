// A link is a scenario: it opens a page with the inputs that its address names.

import { button, element } from "../page.js";
import { isPresented, isThisMachine, token } from "./address.js";

/** @import { Content, Phrases } from "../types.d.ts" */

const RENEWED_AFTER = 200; // milliseconds without a move before an open link is written anew

// A button for the link of an explorer, and what it opens: the address, and its picture.
export class Link {
  /** @type {HTMLButtonElement} */
  opener;
  /** @type {HTMLElement | undefined} */
  panel; // none where pages are not presented
  /** @type {HTMLImageElement} */
  picture;
  /** @type {HTMLElement} */
  address;
  /** @type {number | undefined} */
  renewing;

  /**
   * @param {{ root: HTMLElement, bar: HTMLElement, phrases: Phrases }} place
   * @param {object} does
   * @param {(kind: string, more?: object) => void} does.ask
   * @param {(text: string) => void} does.copy
   * @param {(told: string) => void} does.say
   */
  constructor({ root, bar, phrases }, { ask, copy, say }) {
    this.root = root;
    this.ask = ask;
    this.say = say;
    if (!isPresented()) return;
    const panel = element(root, "div", { class: "lessons-link", hidden: "" });
    this.panel = panel;
    this.opener = button(bar, phrases.link, () => this.toggle(panel));
    this.opener.setAttribute("aria-expanded", "false");
    this.picture = element(panel, "img", { alt: phrases.link_qr, hidden: "" });
    const words = element(panel, "div", { class: "lessons-link-words" });
    element(words, "p", {}, phrases.link_lead);
    this.address = element(words, "p", { class: "lessons-link-address" });
    button(words, phrases.link_copy, () => copy(this.address.textContent ?? ""));
    if (isThisMachine(location.hostname)) element(words, "p", {}, phrases.link_here);
  }

  /** @param {HTMLElement} panel */
  toggle(panel) {
    panel.hidden = !panel.hidden;
    this.opener.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) this.ask("link");
  }

  // The inputs have moved: an open link is written anew once they rest.
  moved() {
    clearTimeout(this.renewing);
    if (!this.panel || this.panel.hidden) return;
    this.renewing = setTimeout(() => this.ask("link"), RENEWED_AFTER);
  }

  /** @type {Record<string, (told: Content) => void>} */
  answers = {
    link: ({ parameters }) => {
      const query = new URLSearchParams(parameters);
      const own = token();
      if (own) query.append("token", own);
      const address = `${location.origin}${location.pathname}?${query}`;
      this.address.textContent = address;
      this.ask("qr", { address });
    },
    qr: ({ picture }) => {
      this.picture.hidden = !picture;
      this.picture.src = picture;
    },
    open: ({ told }) => {
      this.say(told);
      this.root.scrollIntoView();
    },
  };

  close() {
    clearTimeout(this.renewing);
  }
}
