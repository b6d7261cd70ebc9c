// What a learner has of a lesson while Python is on its way: its beginning, with an explorer that
// follows its first moves already. It gives way to the lesson itself, at the place where one reads.

import { loadPlotly } from "../../../server/labextension/static/plotly.js";
import { EarlyKernel } from "./early_kernel.js";
import { ROOT, said, the } from "./site.js";

const BAR = 48; // pixels above it

// The words of a part, wherever its lines end.
/** @type {(part: Element | undefined) => string} */
const plain = (part) => (part?.textContent ?? "").replace(/[\s\u2060¶]+/g, " ").trim();

export class Cover {
  /** @type {EarlyKernel | undefined} */
  kernel;

  /** @param {string} path of the notebook */
  constructor(path) {
    this.place = the(".lessons-site-cover");
    /** @type {HTMLTemplateElement | null} */
    const template = document.querySelector(`template[data-lesson="${CSS.escape(path)}"]`);
    if (!template) {
      this.place.remove();
      return;
    }
    document.title = template.dataset.title ?? document.title;
    this.place.append(template.content.cloneNode(true));
  }

  // Shows the explorer, where the lesson begins with one.
  async enliven() {
    /** @type {HTMLElement | null} */
    const place = this.place.querySelector("[data-early]");
    if (!place?.dataset.early) return;
    loadPlotly(ROOT.pathname);
    const answer = await fetch(new URL(place.dataset.early, location.href));
    if (!answer.ok) return;
    this.kernel = new EarlyKernel(await answer.json());
    const behind = document.createElement("p");
    behind.className = "lessons-site-behind";
    behind.setAttribute("role", "status");
    place.before(behind);
    place.addEventListener("lessons-behind", (event) => {
      const isBehind = /** @type {CustomEvent<boolean>} */ (event).detail;
      behind.textContent = isBehind ? said("site_behind") : "";
    });
    await this.kernel.show(place);
  }

  // Says that the explorer is not there yet, as a link asks for other inputs than it begins with.
  tellLinked() {
    const place = this.place.querySelector("[data-early]");
    if (place) place.textContent = said("site_linked");
  }

  get isOpen() {
    return this.place.isConnected;
  }

  // Where one reads: the first part that is to be seen, and how far it is from the bar.
  standing() {
    const parts = this.place.querySelectorAll("h1, h2, h3, p, li, img, .lessons-explorer");
    const first = [...parts].find((one) => one.getBoundingClientRect().bottom > BAR + 8);
    const text = plain(first);
    const { top } = first?.getBoundingClientRect() ?? { top: BAR };
    return { text, isExplorer: Boolean(first?.closest(".lessons-explorer")), top };
  }

  close() {
    if (!this.isOpen) return;
    const { text, isExplorer, top } = this.standing();
    const isScrolled = this.place.scrollTop > 0;
    this.kernel?.end();
    this.place.remove();
    const outer = document.querySelector("#main .jp-WindowedPanel-outer");
    if (!outer || !isScrolled) return;
    const same = isExplorer
      ? outer.querySelector(".lessons-explorer")
      : [...outer.querySelectorAll("h1, h2, h3, p, li")].find((one) => plain(one) === text);
    if (same) outer.scrollTop += same.getBoundingClientRect().top - top;
  }
}
