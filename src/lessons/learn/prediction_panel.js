// The page's side of a prediction. Until the learner commits, it holds the question alone; the
// explorer comes from the kernel afterwards.

import { tellDone } from "../my_work/done.js";
import { untilElsewhere } from "../server/labextension/static/elsewhere.js";
import { shared } from "../server/labextension/static/shared.js";
import { canAskAClass } from "../widgets/class_server.js";
import { moveInputs } from "../widgets/controls/moves.js";
import { options } from "../widgets/controls/options.js";
import { Sketch } from "../widgets/controls/sketch.js";
import { comesFrom } from "../widgets/events.js";
import { awaitLink } from "../widgets/explorer/address.js";
import { answered } from "../widgets/kernel.js";
import { button, element } from "../widgets/page.js";
import { DRAFTS, keepDraft } from "./drafts.js";
import { foldsOf } from "./fold.js";
import { tellVerdict } from "./verdict.js";

/** @import { SketchAsked } from "../widgets/controls/sketch.js" */
/** @import { ControlsState, Given, Model, Phrases } from "../widgets/types.d.ts" */
/** @import { Askable } from "../widgets/class_server.js" */

const SETTLED_WITHIN = 3000; // milliseconds in which an explorer that is revealed has its height

// What is shown above something that is read pushes it down: it is held in view until that has
// settled, or until the learner goes elsewhere.
/** @param {HTMLElement} read */
function holdInView(read) {
  const gone = untilElsewhere();
  const until = performance.now() + SETTLED_WITHIN;
  const hold = () => {
    if (!read.contains(document.activeElement) || performance.now() > until) gone.abort();
    if (gone.signal.aborted) return;
    read.scrollIntoView({ block: "nearest" });
    requestAnimationFrame(hold);
  };
  hold();
}

/**
 * @typedef {object} Asked
 * @property {string} ask
 * @property {"number" | "choice" | "sketch"} kind
 * @property {string[]} options
 * @property {number[]} order
 * @property {SketchAsked} sketch
 * @property {string} name  by which questions about its explorer know it
 * @property {{ name: string, inputs: string[], presets: string[] }} [opens]
 * @property {boolean} askable  whether a class may be asked for it
 */

/**
 * @typedef {object} State
 * @property {Asked} asked
 * @property {{ given: any, shown: boolean, sentence: string, level: string }} state
 * @property {Phrases} phrases
 * @property {string} controls
 * @property {string} explorer
 * @property {string} board
 */

class Prediction {
  /** @type {ReturnType<typeof options> | undefined} */
  choice;
  /** @type {Sketch | undefined} */
  sketch;
  /** @type {HTMLElement | undefined} */
  controlsPlace;
  /** @type {Model<ControlsState>} */
  controls; // of a number
  /** @type {ReturnType<typeof foldsOf>} */
  folds;
  isTouched = false;
  isLooked = false; // whether the learner has opened the explanation
  revealed = false;

  /**
   * @param {Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.phrases = model.get("phrases");
    const asked = model.get("asked");
    this.root = element(el, "section", {
      class: "lessons-prediction lessons-panel lessons-buttons",
      "aria-label": asked.ask,
    });
    element(this.root, "p", { class: "lessons-prediction-kind" }, this.phrases.predict_first);
    this.buildAnswer(asked);
    this.isTouched = DRAFTS.has(asked.ask);
    this.bar = element(this.root, "div", { class: "lessons-panel-bar" });
    button(this.bar, this.phrases.commit, () => this.commit()).className = "lessons-primary";
    button(this.bar, this.phrases.reveal, () => model.send({ kind: "reveal" }));
    if (asked.askable && canAskAClass()) {
      button(this.bar, this.phrases.ask_class, () => this.askable.ask(this.boardHome));
    }
    this.said = element(this.root, "p", {
      class: "lessons-panel-said lessons-verdict",
      role: "status",
      tabindex: "-1",
    });
    this.boardHome = element(this.root, "div");
    this.explorerPlace = element(el, "div");
    this.fold = element(el, "div", {
      class: "lessons-fold lessons-buttons",
      role: "note",
      hidden: "",
    });
    element(this.fold, "p", {}, this.phrases.folded);
    button(this.fold, this.phrases.folded_look, () => this.look());
  }

  boardPlace = document.createElement("div"); // goes to wherever the class is asked from
  showBoard = () => Promise.resolve(); // once there is one

  /** @type {Askable} */
  askable = {
    ask: (place) => {
      this.placeBoard(place);
      this.model.send({ kind: "class" });
      this.showBoard();
    },
    home: () => this.placeBoard(this.boardHome),
    hides: true,
  };

  /** @param {HTMLElement} place */
  placeBoard(place) {
    place.append(this.boardPlace);
    this.root.classList.toggle("lessons-prediction-asking", place === this.boardHome);
  }

  /** @param {Asked} asked */
  buildAnswer({ ask, kind, options: texts, order, sketch }) {
    if (kind === "choice") {
      const changed = () => this.touch();
      const given = this.earlier;
      const chosen = given === null ? [] : [given];
      const several = false;
      this.choice = options(this.root, { legend: ask, texts, order, several, chosen, changed });
      return;
    }
    element(this.root, "p", { class: "lessons-panel-ask" }, ask);
    this.controlsPlace = element(this.root, "div", { class: "lessons-prediction-number" });
    if (kind === "sketch") {
      const touched = () => this.touch();
      this.sketch = new Sketch(this.root, sketch, this.phrases, this.earlier, touched);
    } else this.awaitNumber(this.controlsPlace);
  }

  // A slider that is pressed or moved is touched, and so is a box that Enter is pressed in, even
  // where nothing is changed: that is how one means the middle. To come there by Tab is no touch.
  /** @param {HTMLElement} place */
  awaitNumber(place) {
    for (const kind of ["input", "pointerdown"]) {
      place.addEventListener(kind, (event) => {
        if (comesFrom(event, "[type=range]")) this.touch();
      });
    }
    place.addEventListener("change", () => this.touch());
    place.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && comesFrom(event, "[type=text]")) this.touch();
    });
  }

  // What was given, or else was about to be when this cell was run before; null without either.
  /** @returns {any} */
  get earlier() {
    const { given, shown } = this.model.get("state");
    return (shown ? undefined : DRAFTS.get(this.model.get("asked").ask)) ?? given;
  }

  // The number that was about to be given; the kernel has the slider where it stands at first.
  resume() {
    const { earlier } = this;
    if (typeof earlier !== "number" || this.model.get("state").shown) return;
    const [name] = Object.keys(this.controls.get("values"));
    moveInputs(this.controls, { [name]: earlier });
  }

  touch() {
    this.isTouched = true;
    this.keep();
    if (this.said.textContent === this.missing) tellVerdict(this.said, "", "");
  }

  keep() {
    if (this.isTouched && !this.model.get("state").shown) {
      keepDraft(this.model.get("asked").ask, this.given());
    }
  }

  // What is said where nothing was given.
  get missing() {
    return this.phrases[`no_${this.model.get("asked").kind}`];
  }

  // What the learner gives; nothing as long as nothing was touched, or a number stands refused.
  given() {
    if (this.choice) return this.choice.chosen()[0];
    const alerts = [...this.controlsPlace?.querySelectorAll('[role="alert"]') ?? []];
    if (!this.isTouched || alerts.some((alert) => alert.textContent)) return undefined;
    return this.sketch ? this.sketch.given() : Object.values(this.controls.get("values"))[0];
  }

  commit() {
    const given = this.given();
    if (given === undefined) {
      tellVerdict(this.said, "blank", this.missing);
      return;
    }
    this.model.send({ kind: "commit", given });
  }

  get name() {
    return this.model.get("asked").name;
  }

  get isHiding() {
    return !this.model.get("state").shown;
  }

  get isClosed() {
    return !this.isLooked && this.isHiding;
  }

  /** @param {boolean} isFolded */
  markFold(isFolded) {
    this.fold.hidden = !isFolded;
  }

  // Who looks at the explanation has seen the answer, so that all it explains is shown, too.
  look() {
    const run = this.folds.open(({ guards }) => guards.includes(this));
    if (!run) return;
    const [first] = run.nodes;
    first?.setAttribute("tabindex", "-1"); // else only JupyterLab's cells can have the focus
    first?.focus();
    if (first) holdInView(first);
    for (const { model } of run.guards) model.send({ kind: "reveal" });
  }

  follow() {
    const { shown, sentence, level } = this.model.get("state");
    tellVerdict(this.said, level, sentence);
    if (!shown) return;
    keepDraft(this.model.get("asked").ask);
    const wasFocused = this.bar.contains(document.activeElement);
    this.bar.remove();
    this.choice?.lock();
    this.sketch?.lock();
    this.controlsPlace?.setAttribute("inert", "");
    // The button that was pressed is gone: the keyboard goes on from here.
    if (wasFocused) this.said.focus();
  }
}

// An explorer that presents may ask for this, by its name.
/**
 * @param {Prediction} prediction
 * @param {AbortSignal} signal
 */
function offer({ name, askable, model }, signal) {
  if (!model.get("asked").askable) return;
  /** @type {Map<string, Askable>} */
  const offered = shared("askable", () => new Map());
  offered.set(name, askable);
  signal.addEventListener("abort", () => {
    if (offered.get(name) === askable) offered.delete(name);
  });
}

/** @param {Given<State>} given */
async function render({ model, el, signal, host }) {
  const prediction = new Prediction(model, el);
  prediction.follow();
  /**
   * @param {"controls" | "explorer" | "board"} name
   * @param {HTMLElement} at
   */
  const place = async (name, at) =>
    (await host.getWidget(model.get(name))).render({ el: at, signal });
  prediction.folds = foldsOf(model.widget_manager ?? {});
  prediction.folds.join(prediction, signal);
  const reveal = async () => {
    if (model.get("explorer") && !prediction.revealed) {
      prediction.revealed = true;
      await place("explorer", prediction.explorerPlace);
    }
  };
  const follow = () => {
    prediction.follow();
    prediction.folds.renew();
    tellDone();
  };
  model.on("change:state", follow);
  model.on("change:explorer", reveal);
  signal.addEventListener("abort", () => {
    model.off("change:state", follow);
    model.off("change:explorer", reveal);
  });
  if (model.get("controls") && prediction.controlsPlace) {
    prediction.controls = await host.getModel(model.get("controls"));
    await place("controls", prediction.controlsPlace);
    prediction.resume();
    const keep = () => prediction.keep();
    prediction.controls.on("change:values", keep);
    signal.addEventListener("abort", () => prediction.controls.off("change:values", keep));
  }
  prediction.showBoard = async () => {
    if (!model.get("board") || prediction.boardPlace.hasChildNodes()) return;
    await place("board", prediction.boardPlace);
  };
  model.on("change:board", prediction.showBoard);
  offer(prediction, signal);
  signal.addEventListener("abort", () => model.off("change:board", prediction.showBoard));
  await reveal();
  const { opens } = model.get("asked");
  if (opens) awaitLink({ ...opens, root: el, open: () => model.send({ kind: "reveal" }) });
}

export default { render: answered(render) };
