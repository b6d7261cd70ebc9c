// Controls without a number: a checkbox, a select, and several checkboxes under one legend.

const BESIDE_WORDS = 44; // pixels of a select for its edges and its arrow

class Switch extends Control {
  build() {
    const label = element(this.line, "label");
    this.box = element(label, "input", { type: "checkbox", ...OWN_KEYS, ...this.described });
    element(label, "span", {}, this.input.label);
    this.box.addEventListener("change", () => this.move(this.box.checked));
  }

  show(value) {
    this.value = value;
    this.box.checked = value;
  }
}

class Choice extends Control {
  build() {
    element(this.line, "label", { for: this.id }, this.input.label);
    this.select = element(this.place, "select", { id: this.id, ...OWN_KEYS, ...this.described });
    for (const option of this.input.options) element(this.select, "option", { value: option }, option);
    this.select.addEventListener("change", () => this.move(this.select.value));
    // A select has one line: what it cuts off stands below, for those who see it.
    this.whole = element(this.place, "p", { class: "lessons-control-whole", "aria-hidden": "true" });
    new ResizeObserver(() => this.tellWhole()).observe(this.select);
  }

  tellWhole() {
    const pen = (this.pen ??= document.createElement("canvas").getContext("2d"));
    pen.font = getComputedStyle(this.select).font;
    const isCut = pen.measureText(this.value ?? "").width > this.select.clientWidth - BESIDE_WORDS;
    this.whole.textContent = isCut ? this.value : "";
  }

  show(value) {
    this.value = value;
    this.select.value = value;
    this.tellWhole();
  }
}

class Choices extends Control {
  build() {
    this.boxes = options(this.place, {
      legend: this.input.label,
      texts: this.input.options,
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

  show(value) {
    this.value = value;
    this.boxes.choose(value.map((option) => this.input.options.indexOf(option)));
  }
}
