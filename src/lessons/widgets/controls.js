// The page's side of the controls: native sliders and number boxes, so that keyboard, touch and
// screen reader work as everywhere else on the machine. Everything learners typed stays text.

let made = 0; // ids must differ between panels on one page

function element(parent, tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return parent.appendChild(made);
}

// A percentage is a share between 0 and 1 in the model and is shown a hundredfold.
const scale = (input) => (input.unit === "%" ? 100 : 1);
// Floating point turns 0.07 * 100 into 7.000000000000001: six decimals are plenty.
const tidy = (number) => Number(number.toFixed(6));

class Control {
  constructor(input, group, { phrases, locale, moved }) {
    Object.assign(this, { input, phrases, moved });
    this.format = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
    this.build(group, `lessons-control-${(made += 1)}`);
    this.slider.addEventListener("input", () => this.slid());
    this.box.addEventListener("change", () => this.typed());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.typed();
    });
  }

  build(group, id) {
    const { label, unit, help } = this.input;
    const control = element(group, "div", { class: "lessons-control" });
    const line = element(control, "div", { class: "lessons-control-label" });
    element(line, "label", { for: id }, label);
    element(line, "span", { class: "lessons-control-unit" }, unit);
    this.slider = element(control, "input", {
      id,
      type: "range",
      min: this.shown(this.input.minimum),
      max: this.shown(this.input.maximum),
      step: this.shown(this.input.step),
      // The notebook's own shortcuts must not take the arrow keys from a slider.
      "data-lm-suppress-shortcuts": "true",
    });
    this.box = element(control, "input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-label": this.phrases.number_box.replace("{label}", label),
      "aria-describedby": `${id}-refusal`,
      "data-lm-suppress-shortcuts": "true",
    });
    this.refusal = element(control, "p", {
      id: `${id}-refusal`,
      class: "lessons-control-refusal",
      role: "alert",
    });
    if (help) this.addHelp(line, control, `${id}-help`);
  }

  addHelp(line, control, id) {
    const { label, help } = this.input;
    const button = element(line, "button", {
      type: "button",
      class: "lessons-control-help-button",
      "aria-label": this.phrases.help.replace("{label}", label),
      "aria-expanded": "false",
      "aria-controls": id,
    }, "?");
    const text = element(control, "p", { id, class: "lessons-control-help", hidden: "" }, help);
    this.slider.setAttribute("aria-describedby", id);
    button.addEventListener("click", () => {
      text.hidden = !text.hidden;
      button.setAttribute("aria-expanded", String(!text.hidden));
    });
  }

  shown(value) {
    return tidy(value * scale(this.input));
  }

  show(value) {
    this.value = value;
    this.slider.value = this.shown(value);
    this.written = this.format.format(this.shown(value));
    this.box.value = this.written;
    this.slider.setAttribute("aria-valuetext", `${this.written} ${this.input.unit}`.trim());
  }

  slid() {
    this.refusal.textContent = "";
    this.take(Number(this.slider.value));
  }

  typed() {
    // Enter and leaving the box both end here; the second one finds nothing new.
    if (this.box.value === this.written) return;
    const typed = this.box.value.trim();
    const number = this.parsed(typed);
    const { minimum, maximum, label } = this.input;
    if (typed === "" || Number.isNaN(number)) {
      this.refuse(this.phrases.not_a_number.replace("{label}", label), typed);
    } else if (number < this.shown(minimum) || number > this.shown(maximum)) {
      const percent = this.input.unit === "%" ? "%" : "";
      this.refuse(this.input.refusal, this.format.format(number) + percent);
    } else {
      this.refusal.textContent = "";
      this.take(number);
    }
  }

  // A grouped number as this locale writes it, with or without its unit's sign.
  parsed(typed) {
    const parts = this.format.formatToParts(-12345.6);
    const sign = (type) => parts.find((part) => part.type === type).value;
    const plain = typed
      .replace(/[\s$%]/g, "")
      .replaceAll(sign("group"), "")
      .replace(sign("decimal"), ".")
      .replace("−", "-");
    return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
  }

  refuse(sentence, got) {
    this.refusal.textContent = sentence.replace("{got}", () => got);
    this.show(this.value);
  }

  take(shown) {
    this.show(tidy(shown / scale(this.input)));
    this.moved(this.input.name, this.value);
  }
}

function render({ model, el, signal }) {
  const panel = element(el, "div", { class: "lessons-controls" });
  const moved = (name, value) => {
    model.set("values", { ...model.get("values"), [name]: value });
    model.save_changes();
  };
  const settings = { phrases: model.get("phrases"), locale: model.get("locale"), moved };
  const groups = new Map();
  const controls = model.get("inputs").map((input) => {
    if (!groups.has(input.group)) {
      const group = element(panel, input.group ? "fieldset" : "div");
      if (input.group) element(group, "legend", {}, input.group);
      groups.set(input.group, group);
    }
    return new Control(input, groups.get(input.group), settings);
  });
  const follow = () => {
    const values = model.get("values");
    for (const control of controls) {
      // What is being typed or dragged here is newer than what the kernel says of it.
      if (values[control.input.name] !== control.value) control.show(values[control.input.name]);
    }
  };
  follow();
  model.on("change:values", follow);
  signal.addEventListener("abort", () => model.off("change:values", follow));
}

export default { render };
