// Controls without a number: a checkbox, a select, and several checkboxes under one legend.

import { element, OWN_KEYS } from "../page.js";
import { Control } from "./control.js";
import { options } from "./options.js";

/** @import { Input, Optional } from "../types.d.ts" */

const BESIDE_WORDS = 44; // pixels of a select for its edges and its arrow

/** @extends {Control<Input, boolean>} */
export class Switch extends Control {
  /** @type {HTMLInputElement} */
  box;

  build() {
    const label = element(this.line, "label");
    this.box = element(label, "input", { type: "checkbox", ...OWN_KEYS, ...this.described });
    element(label, "span", {}, this.input.label);
    this.box.addEventListener("change", () => this.move(this.box.checked));
  }

  /** @param {boolean} value */
  show(value) {
    this.value = value;
    this.box.checked = value;
  }
}

/** @extends {Control<Optional, string>} */
export class Choice extends Control {
  /** @type {HTMLSelectElement} */
  select;
  /** @type {HTMLElement} */
  whole;
  pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

  build() {
    element(this.line, "label", { for: this.id }, this.input.label);
    this.select = element(this.place, "select", { id: this.id, ...OWN_KEYS, ...this.described });
    this.input.options.forEach((option, place) => {
      element(this.select, "option", { value: option }, this.input.options_shown[place]);
    });
    this.select.addEventListener("change", () => this.move(this.select.value));
    // A select has one line: what it cuts off stands below, for those who see it.
    this.whole = element(this.place, "p", {
      class: "lessons-control-whole",
      "aria-hidden": "true",
    });
    new ResizeObserver(() => this.tellWhole()).observe(this.select);
  }

  tellWhole() {
    this.pen.font = getComputedStyle(this.select).font;
    const shown = this.select.selectedOptions[0]?.textContent ?? "";
    const isCut = this.pen.measureText(shown).width > this.select.clientWidth - BESIDE_WORDS;
    this.whole.textContent = isCut ? shown : "";
  }

  /** @param {string} value */
  show(value) {
    this.value = value;
    this.select.value = value;
    this.tellWhole();
  }
}

/** @extends {Control<Optional, string[]>} */
export class Choices extends Control {
  /** @type {ReturnType<typeof options>} */
  boxes;

  build() {
    this.boxes = options(this.place, {
      legend: this.input.label,
      texts: this.input.options_shown,
      several: true,
      look: "lessons-control-options",
      chosen: [],
      changed: () => this.ticked(),
    });
    this.boxes.group.setAttribute("aria-describedby", this.described["aria-describedby"]);
  }

  ticked() {
    const chosen = this.boxes.chosen().map((place) => this.input.options[place]);
    if (chosen.length < this.input.least) this.refuse(this.input.refusal, chosen.length);
    else this.move(chosen);
  }

  /** @param {string[]} value */
  show(value) {
    this.value = value;
    this.boxes.choose(value.map((option) => this.input.options.indexOf(option)));
  }
}
