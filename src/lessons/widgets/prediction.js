// The page's side of a prediction. Until the learner commits, it holds the question alone; the
// explorer comes from the kernel afterwards.

// A line sketched point by point. Each point is a native slider that cannot be seen, so that
// keyboard and screen reader work; the pointer moves whichever point is nearest.
class Sketch {
  constructor(parent, asked, phrases, given) {
    Object.assign(this, asked);
    const frame = element(parent, "div", { class: "lessons-sketch" });
    element(frame, "p", { class: "lessons-sketch-up" }, this.label);
    this.area = element(frame, "div", { class: "lessons-sketch-area" });
    this.addTicks();
    this.line = this.addLine();
    this.points = this.across.map(({ text }, place) =>
      this.addPoint(phrases, text, given?.[place] ?? this.start),
    );
    element(frame, "p", { class: "lessons-sketch-along" }, this.across_label);
    element(frame, "p", { class: "lessons-sketch-help" }, phrases.sketch_help);
    this.area.addEventListener("pointerdown", (event) => this.stroke(event));
    this.area.addEventListener("pointermove", (event) => {
      if (event.buttons) this.stroke(event);
    });
    this.draw();
  }

  left(place) {
    return (100 * place) / (this.across.length - 1);
  }

  share(value) {
    return (value - this.minimum) / (this.maximum - this.minimum);
  }

  addTicks() {
    for (const { value, text } of this.ticks) {
      const top = `top: ${100 - 100 * this.share(value)}%`;
      element(this.area, "span", { class: "lessons-sketch-tick", style: top }, text);
    }
    this.across.forEach(({ text }, place) => {
      const at = { class: "lessons-sketch-at", style: `left: ${this.left(place)}%` };
      element(this.area, "span", at, text);
    });
  }

  addLine() {
    const made = (parent, name, attributes) => {
      const part = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
      return parent.appendChild(part);
    };
    const picture = made(this.area, "svg", {
      viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true",
    });
    return made(picture, "polyline", { "vector-effect": "non-scaling-stroke" });
  }

  addPoint(phrases, across, start) {
    const input = element(this.area, "input", {
      type: "range",
      min: this.minimum,
      max: this.maximum,
      step: this.step,
      "aria-label": phrases.sketch_point.replace("{label}", this.label).replace("{across}", across),
      "data-lm-suppress-shortcuts": "true",
    });
    input.value = start;
    input.addEventListener("input", () => this.draw());
    const mark = element(this.area, "span", { class: "lessons-sketch-mark", "aria-hidden": "true" });
    return { input, mark };
  }

  stroke(event) {
    if (this.locked) return;
    const { left, top, width, height } = this.area.getBoundingClientRect();
    const along = ((event.clientX - left) / width) * (this.points.length - 1);
    const place = Math.min(Math.max(Math.round(along), 0), this.points.length - 1);
    const share = 1 - (event.clientY - top) / height;
    this.points[place].input.value = this.minimum + share * (this.maximum - this.minimum);
    this.area.setPointerCapture(event.pointerId);
    this.draw();
  }

  draw() {
    const corners = this.points.map(({ input, mark }, place) => {
      const [left, top] = [this.left(place), 100 - 100 * this.share(Number(input.value))];
      for (const part of [input, mark]) part.style.cssText = `left: ${left}%; top: ${top}%`;
      return `${left},${top}`;
    });
    this.line.setAttribute("points", corners.join(" "));
  }

  given() {
    return this.points.map(({ input }) => Number(input.value));
  }

  lock() {
    this.locked = true;
    for (const { input } of this.points) input.disabled = true;
  }
}

class Prediction {
  constructor(model, el) {
    Object.assign(this, { model, phrases: model.get("phrases") });
    const asked = model.get("asked");
    this.root = element(el, "section", { class: "lessons-prediction", "aria-label": asked.ask });
    element(this.root, "p", { class: "lessons-prediction-kind" }, this.phrases.predict_first);
    this.buildAnswer(asked);
    this.bar = element(this.root, "div", { class: "lessons-question-bar" });
    button(this.bar, this.phrases.commit, () => this.commit());
    button(this.bar, this.phrases.reveal, () => model.send({ kind: "reveal" }));
    this.said = element(this.root, "p", {
      class: "lessons-prediction-said",
      role: "status",
      tabindex: "-1",
    });
    this.explorerPlace = element(el, "div");
  }

  buildAnswer({ ask, kind, options: texts, order, sketch }) {
    if (kind === "choice") {
      const changed = () => tellVerdict(this.said, "", "");
      const { given } = this.model.get("state");
      const chosen = given === null ? [] : [given];
      const several = false;
      this.choice = options(this.root, { legend: ask, texts, order, several, chosen, changed });
      return;
    }
    element(this.root, "p", { class: "lessons-question-ask" }, ask);
    this.controlsPlace = element(this.root, "div", { class: "lessons-prediction-number" });
    if (kind === "sketch") {
      this.sketch = new Sketch(this.root, sketch, this.phrases, this.model.get("state").given);
    }
  }

  commit() {
    const given = this.choice ? this.choice.chosen()[0] : this.sketch?.given();
    if (this.choice && given === undefined) {
      tellVerdict(this.said, "blank", this.phrases.no_prediction);
      return;
    }
    this.model.send({ kind: "commit", given: given ?? null });
  }

  follow() {
    const { shown, sentence, level } = this.model.get("state");
    tellVerdict(this.said, level, sentence);
    if (!shown) return;
    const wasFocused = this.bar.contains(document.activeElement);
    this.bar.remove();
    this.choice?.lock();
    this.sketch?.lock();
    this.controlsPlace?.setAttribute("inert", "");
    // The button that was pressed is gone: the keyboard goes on from here.
    if (wasFocused) this.said.focus();
  }
}

async function render({ model, el, signal, host }) {
  const prediction = new Prediction(model, el);
  const place = async (name, at) =>
    (await host.getWidget(model.get(name))).render({ el: at, signal });
  const reveal = async () => {
    if (model.get("explorer") && !prediction.revealed) {
      prediction.revealed = true;
      await place("explorer", prediction.explorerPlace);
    }
  };
  const follow = () => prediction.follow();
  model.on("change:state", follow);
  model.on("change:explorer", reveal);
  signal.addEventListener("abort", () => {
    model.off("change:state", follow);
    model.off("change:explorer", reveal);
  });
  if (model.get("controls")) await place("controls", prediction.controlsPlace);
  follow();
  await reveal();
  const { opens } = model.get("asked");
  if (opens) awaitLink({ ...opens, root: el, open: () => model.send({ kind: "reveal" }) });
}

export default { render: answered(render) };
