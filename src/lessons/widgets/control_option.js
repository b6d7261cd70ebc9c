// Controls without a number: a checkbox, a select, and several checkboxes under one legend.

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
    for (const option of this.input.options) element(this.select, "option", {}, option);
    this.select.addEventListener("change", () => this.move(this.select.value));
  }

  show(value) {
    this.value = value;
    this.select.value = value;
  }
}

class Choices extends Control {
  build() {
    this.boxes = options(this.place, {
      legend: this.input.label,
      texts: this.input.options,
      several: true,
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
