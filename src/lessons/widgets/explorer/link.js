// A link is a scenario: it opens a page with the inputs that its address names.

import { button, element } from "../page.js";
import { isPresented, token } from "./address.js";

const RENEWED_AFTER = 200; // milliseconds without a move before an open link is written anew

// A button for the link of an explorer, and what it opens: the address, and its picture.
export class Link {
  constructor({ root, bar, phrases }, { ask, copy, say }) {
    this.root = root;
    this.ask = ask;
    this.say = say;
    if (!isPresented()) return;
    this.opener = button(bar, phrases.link, () => this.toggle());
    this.opener.setAttribute("aria-expanded", "false");
    this.panel = element(root, "div", { class: "lessons-link", hidden: "" });
    this.picture = element(this.panel, "img", { alt: phrases.link_qr, hidden: "" });
    const words = element(this.panel, "div", { class: "lessons-link-words" });
    element(words, "p", {}, phrases.link_lead);
    this.address = element(words, "p", { class: "lessons-link-address" });
    button(words, phrases.link_copy, () => copy(this.address.textContent));
    const isHere = /^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname);
    if (isHere) element(words, "p", {}, phrases.link_here);
  }

  toggle() {
    this.panel.hidden = !this.panel.hidden;
    this.opener.setAttribute("aria-expanded", String(!this.panel.hidden));
    if (!this.panel.hidden) this.ask("link");
  }

  // The inputs have moved: an open link is written anew once they rest.
  moved() {
    clearTimeout(this.renewing);
    if (!this.panel || this.panel.hidden) return;
    this.renewing = setTimeout(() => this.ask("link"), RENEWED_AFTER);
  }

  answers = {
    link: ({ parameters }) => {
      const query = new URLSearchParams(parameters);
      if (token()) query.append("token", token());
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
