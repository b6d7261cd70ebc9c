// The page's side of the explorer: it lays out the controls and the chart, which are widgets of
// their own, and asks the kernel for what stands behind a tab only once that tab is open.

import { imported } from "../../server/labextension/static/imported.js";
import { shared } from "../../server/labextension/static/shared.js";
import { Ahead } from "../ahead/ahead.js";
import { NEAR } from "../ahead/told.js";
import { moveInputs, movesMade } from "../controls/moves.js";
import { downloadTable } from "../download.js";
import { answered } from "../kernel.js";
import { button, element, filled, OWN_KEYS, same, unbroken, unique } from "../page.js";
import { awaitLink, isOnSite } from "./address.js";
import { takenOver } from "./early.js";
import { Link } from "./link.js";
import { keepInSight } from "./sight.js";

/** @import { Content, ControlsState, Given, Model, Phrases, Values } from "../types.d.ts" */
/** @import { Near } from "../ahead/told.js" */
/** @import { Askable } from "../class_server.js" */
/** @import { Presenter } from "./presenter.js" */

const TABS = ["chart", "reverse", "table", "about"];
const STALING = ["keep", "forget", "rename", "presenter"]; // what changes more than an input
const SETTLED_AFTER = 200; // milliseconds without a move before an open tab is worked out anew

/** @type {(text: string) => boolean} */
const isNumber = (text) => /^[-−+$]?\$?[\d.,]+%?$/.test(text);

// Whether an explorer presents is known to this tab of the browser and this page alone.
/** @type {(name: string) => string} */
const presentingKey = (name) => `lessons.presenting:${location.pathname}:${name}`;

/**
 * @param {string} name
 * @param {boolean} isPresenting
 */
function rememberPresenting(name, isPresenting) {
  try {
    sessionStorage[isPresenting ? "setItem" : "removeItem"](presentingKey(name), "yes");
  } catch { /* a page that may keep nothing asks again */ }
}

/** @param {string} name */
function wasPresenting(name) {
  try {
    return Boolean(sessionStorage.getItem(presentingKey(name)));
  } catch {
    return false;
  }
}

/** @type {(inputs: Values, values: Values) => boolean} */
const stand = (inputs, values) =>
  Object.keys(inputs).every((key) => same(inputs[key], values[key]));

// Explorers of one title on a page are told apart by a number: here are the names that are taken.
/**
 * @param {string} title
 * @param {Phrases} phrases
 * @param {AbortSignal} signal
 */
function nameOf(title, phrases, signal) {
  const taken = shared("explorers", () => new Set());
  let name = title;
  for (let number = 2; taken.has(name); number += 1) {
    name = filled(phrases.another, { title, number });
  }
  taken.add(name);
  signal.addEventListener("abort", () => taken.delete(name));
  return name;
}

// A heading in an explorer stands below the notebook's own one that the explorer stands under.
/**
 * @param {HTMLElement} root
 * @returns {2 | 3 | 4 | 5 | 6}
 */
function levelIn(root) {
  const above = [...document.querySelectorAll("h1, h2, h3, h4, h5")].filter((heading) =>
    !heading.closest(".lessons-explorer") &&
    heading.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING
  );
  const level = Number(above.at(-1)?.localName[1] ?? 1) + 1;
  return /** @type {2 | 3 | 4 | 5 | 6} */ (level);
}

/** @type {Record<string, (parent: HTMLElement, block: any, explorer: Explorer) => void>} */
const BLOCKS = {
  paragraph: (parent, { text }) => element(parent, "p", {}, text),
  heading: (parent, { text }, { root }) => element(parent, `h${levelIn(root)}`, {}, text),
  listing: (parent, { lines }) => {
    const list = element(parent, "ul");
    for (const line of lines) element(list, "li", {}, line);
  },
  grid: (parent, { columns, rows, download: offered, most }, explorer) => {
    if (offered) button(parent, explorer.phrases.download, () => explorer.ask("csv"));
    // A table of figures is as wide as what it holds.
    const table = element(parent, "table", { class: offered ? "lessons-figures" : "" });
    /** @type {boolean[]} */
    const numeric = columns.map((/** @type {string} */ _, /** @type {number} */ place) =>
      rows.every((/** @type {string[]} */ row) => isNumber(row[place]))
    );
    /** @type {(section: HTMLElement, tag: "td" | "th", cells: string[], more?: Record<string, string>) => void} */
    const line = (section, tag, cells, more = {}) => {
      const row = element(section, "tr");
      cells.forEach((text, place) =>
        element(row, tag, { ...more, class: numeric[place] ? "lessons-number" : "" }, text)
      );
    };
    line(element(table, "thead"), "th", columns, { scope: "col" });
    const body = element(table, "tbody");
    for (const row of rows) line(body, "td", row);
    if (rows.length > most) offerAll(parent, table, [...body.rows].slice(most), explorer);
  },
};

// A button between a table's title and its rows for those that are not shown at first. Whether
// all are shown holds on while sliders move.
/**
 * @param {HTMLElement} parent
 * @param {HTMLTableElement} table
 * @param {HTMLElement[]} others
 * @param {Explorer} explorer
 */
function offerAll(parent, table, others, explorer) {
  const count = table.tBodies[0].children.length;
  const offer = button(parent, "", () => show(!explorer.showsAll));
  /** @param {boolean} isWhole */
  const show = (isWhole) => {
    explorer.showsAll = isWhole;
    for (const row of others) row.hidden = !isWhole;
    const phrase = explorer.phrases[isWhole ? "first_rows" : "all_rows"];
    offer.textContent = filled(phrase, { count, most: count - others.length });
    offer.setAttribute("aria-expanded", String(isWhole));
  };
  table.before(offer);
  show(Boolean(explorer.showsAll));
}

// A text whose *emphasis* and **strong emphasis** are elements; all else of it stays as it is.
/**
 * @param {HTMLElement} parent
 * @param {string} text
 */
function emphasised(parent, text) {
  for (const part of text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/)) {
    const [, stars, words] = part.match(/^(\*{1,2})([^*]+)\1$/) ?? [];
    if (stars) element(parent, stars.length === 2 ? "strong" : "em", {}, words);
    else parent.append(unbroken(part));
  }
}

/**
 * What kernel and page share of an explorer.
 * @typedef {object} ExplorerState
 * @property {string} name
 * @property {string} title
 * @property {Record<string, Values>} presets
 * @property {Record<string, string>} presets_shown
 * @property {Values} defaults
 * @property {Phrases} phrases
 * @property {boolean} keepable whether its chart has curves to compare with
 * @property {boolean} savable
 * @property {string} task
 * @property {string} panel
 * @property {string} controls
 * @property {string} chart
 * @property {string} board
 */

export class Explorer {
  /** @type {Model<{ phrases: Phrases }>} */
  chart;
  /** @type {HTMLElement} */
  message;
  /** @type {HTMLSelectElement} */
  preset;
  /** @type {HTMLButtonElement} */
  keep;
  /** @type {HTMLButtonElement} */
  forget;
  /** @type {HTMLElement[]} */
  plain = []; // what the presenter bar covers
  /** @type {HTMLButtonElement} */
  presentButton;
  /** @type {Link} */
  link;
  /** @type {HTMLButtonElement[]} */
  tabs = [];
  tab = "chart";
  showsAll = false;
  isAwaited = false; // whether the presenter bar is asked for and not here yet
  /** @type {Presenter | undefined} */
  presenter;
  boardPlace = document.createElement("div"); // where a class is asked for what stands here
  showBoard = () => Promise.resolve(); // once there is one
  /** @type {number | undefined} */
  settling;

  /**
   * @param {Model<ExplorerState>} model
   * @param {HTMLElement} el
   * @param {Model<ControlsState>} controls
   * @param {AbortSignal} signal
   */
  constructor(model, el, controls, signal) {
    this.model = model;
    this.controls = controls;
    this.phrases = model.get("phrases");
    this.id = unique();
    this.root = element(el, "section", {
      class: "lessons-explorer lessons-sight",
      "aria-label": nameOf(model.get("title"), this.phrases, signal),
    });
    this.buildBar();
    const body = element(this.root, "div", { class: "lessons-explorer-body" });
    const inputs = element(body, "div", { class: "lessons-explorer-inputs" });
    this.buildTask(inputs);
    this.panelPlace = element(inputs, "div");
    this.controlsPlace = element(inputs, "div");
    const result = element(body, "div", { class: "lessons-explorer-result" });
    this.buildTabs(result);
    const stage = element(result, "div", { class: "lessons-explorer-stage" });
    keepInSight(stage, inputs);
    this.chartPlace = element(stage, "div", { class: "lessons-explorer-chart" });
    this.ahead = new Ahead({
      controls,
      place: this.chartPlace,
      ask: (question) => this.ask("ahead", question),
    });
    inputs.addEventListener(NEAR, (event) => {
      this.ahead.look(/** @type {CustomEvent<Near>} */ (event).detail);
    });
    this.details = element(stage, "div", {
      id: `${this.id}-details`,
      class: "lessons-explorer-details",
      role: "tabpanel",
      tabindex: "0",
      hidden: "",
    });
  }

  /**
   * @param {string} kind
   * @param {object} [more]
   */
  ask(kind, more = {}) {
    if (STALING.includes(kind)) this.ahead.forget();
    this.model.send({ kind, ...more });
  }

  /** @param {string} told */
  say(told) {
    this.message.textContent = told;
  }

  buildBar() {
    const { phrases } = this;
    const bar = element(this.root, "div", { class: "lessons-explorer-bar" });
    const head = element(bar, "div", { class: "lessons-explorer-head" });
    element(head, "p", { class: "lessons-explorer-title" }, this.model.get("title"));
    this.message = element(head, "p", { class: "lessons-explorer-message", role: "status" });
    // It stands before the title until the next thing that is done here.
    const read = () => this.say("");
    for (const done of ["pointerdown", "keydown"]) this.root.addEventListener(done, read);
    this.preset = element(bar, "select", { "aria-label": phrases.presets, ...OWN_KEYS });
    element(this.preset, "option", { value: "", disabled: "" }, phrases.own_inputs);
    for (const [name, shown] of Object.entries(this.model.get("presets_shown"))) {
      element(this.preset, "option", { value: name }, shown);
    }
    this.preset.addEventListener(
      "change",
      () => this.set(this.model.get("presets")[this.preset.value]),
    );
    const reset = button(bar, phrases.reset, () => this.set(this.model.get("defaults")));
    this.keep = button(bar, phrases.keep, () => this.ask("keep"));
    this.keep.hidden = !this.model.get("keepable");
    this.forget = button(bar, phrases.forget, () => this.ask("forget"));
    this.forget.hidden = true;
    const copy = button(bar, phrases.copy, () => this.ask("code"));
    copy.hidden = isOnSite(); // there is no cell of one's own to put it into
    this.plain = [this.preset, reset, this.keep, this.forget, copy];
    if (this.model.get("savable")) {
      this.plain.push(button(bar, phrases.save_for_case, () => this.ask("save")));
    }
    this.presentButton = button(bar, phrases.present, () => this.togglePresenter());
    this.presentButton.setAttribute("aria-pressed", "false");
    this.link = new Link({ root: this.root, bar, phrases }, {
      ask: (kind, more) => this.ask(kind, more),
      copy: (text) => this.copy(text),
      say: (told) => this.say(told),
    });
  }

  // What to try, where something is asked for.
  /** @param {HTMLElement} inputs */
  buildTask(inputs) {
    const task = this.model.get("task");
    if (!task) return;
    const place = element(inputs, "div", { class: "lessons-explorer-task" });
    element(place, "p", { class: "lessons-explorer-task-kind" }, this.phrases.explore);
    emphasised(element(place, "p"), task);
  }

  /** @param {HTMLElement} result */
  buildTabs(result) {
    const list = element(result, "div", {
      class: "lessons-explorer-tabs",
      role: "tablist",
      "aria-label": this.phrases.views,
    });
    this.tabs = TABS.map((tab) => {
      const made = button(list, this.phrases[tab], () => this.open(tab));
      made.setAttribute("role", "tab");
      made.addEventListener("keydown", (event) => this.walk(event, tab));
      return made;
    });
    this.markTabs();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {string} tab
   */
  walk(event, tab) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    const next = (TABS.indexOf(tab) + step + TABS.length) % TABS.length;
    this.open(TABS[next]);
    this.tabs[next].focus();
  }

  markTabs() {
    this.root.dataset.tab = this.tab;
    this.tabs.forEach((made, place) => {
      const selected = TABS[place] === this.tab;
      made.setAttribute("aria-selected", String(selected));
      made.tabIndex = selected ? 0 : -1;
    });
  }

  /** @param {string} tab */
  open(tab) {
    this.tab = tab;
    this.markTabs();
    this.details.replaceChildren();
    this.details.hidden = tab === "chart";
    this.details.setAttribute("aria-label", this.phrases[tab]);
    if (tab === "chart") return;
    element(this.details, "p", {}, this.phrases.details_waiting);
    this.inquire();
  }

  // The kernel may be busy: what stands behind the tab until it answers is marked as old.
  inquire() {
    this.details.setAttribute("aria-busy", "true");
    this.ask(this.tab);
  }

  /** @param {Values} values */
  set(values) {
    moveInputs(this.controls, values);
    // Where all stood there already, no control hears of it.
    for (const refusal of this.controlsPlace.querySelectorAll(".lessons-control-refusal")) {
      refusal.textContent = "";
    }
    this.moved();
  }

  // The kernel tells with each sentence where the inputs stood for it: another window may have
  // moved them. Where this one has made a move that the kernel had not heard of, its own are newer.
  /** @param {Content} content */
  told({ values, moves }) {
    const isAhead = movesMade(this.controls.get("moves")) > movesMade(moves);
    if (values && !isAhead) this.controls.set("values", values);
  }

  // The preset shown is the one whose inputs stand on the sliders now, if there is one.
  moved() {
    const values = this.controls.get("values");
    this.ahead.moved();
    const presets = Object.entries(this.model.get("presets"));
    const found = presets.find(([, inputs]) => stand(inputs, values));
    this.preset.value = found ? found[0] : "";
    this.say("");
    this.link.moved();
    clearTimeout(this.settling);
    if (this.tab === "chart" || this.tab === "about") return;
    this.settling = setTimeout(() => this.inquire(), SETTLED_AFTER);
  }

  /** @param {Content} content */
  heard(content) {
    /** @type {Record<string, (told: any) => void>} */
    const answers = {
      ...this.link.answers,
      kept: ({ count, most }) => {
        this.keep.disabled = count >= most;
        this.forget.hidden = count === 0;
      },
      code: ({ text }) => this.copy(text),
      saved: ({ text }) => this.say(unbroken(text)),
      csv: ({ text }) => downloadTable(`${this.model.get("name")}.csv`, text),
      presenter: (told) => this.present(told),
      details: ({ tab, blocks }) => {
        if (tab === this.tab) this.show(blocks);
      },
      // What was asked for does not come.
      fault: () => {
        if (this.details.getAttribute("aria-busy") === "true") this.show([]);
        if (this.isAwaited) this.togglePresenter();
      },
    };
    answers[content.kind]?.(content);
    this.presenter?.heard(content);
  }

  // What is asked where nothing else is: what this explorer finds.
  /** @type {Askable} */
  askable = {
    ask: (place) => {
      place.append(this.boardPlace);
      // What a thumb has reached may not have been sent yet.
      this.ask("class", { values: this.controls.get("values") });
      this.showBoard();
    },
    home: () => this.boardPlace.remove(),
    hides: false,
  };

  // The presenter bar comes from the kernel when it is first wanted: a page that teaches one
  // person does not pay for it.
  togglePresenter() {
    this.isAwaited = !this.presenter && !this.isAwaited;
    this.presenter?.close();
    this.presenter = undefined;
    this.presentButton.setAttribute("aria-pressed", String(this.isAwaited));
    rememberPresenting(this.model.get("name"), this.isAwaited);
    if (this.isAwaited) this.ask("presenter");
  }

  /** @param {any} told */
  async present(told) {
    if (!this.isAwaited) return;
    this.isAwaited = false;
    const { Presenter } = await imported(told.script);
    this.presenter = new Presenter(this, told);
  }

  /** @param {string} code */
  async copy(code) {
    let told = this.phrases.copied;
    try {
      await navigator.clipboard.writeText(code);
    } catch {
      told = this.phrases.not_copied;
    }
    this.say(filled(told, { code }));
  }

  /** @param {{ kind: string }[]} blocks */
  show(blocks) {
    this.details.setAttribute("aria-busy", "false");
    this.details.replaceChildren();
    for (const block of blocks) BLOCKS[block.kind](this.details, block, this);
  }
}

/** @param {Given<ExplorerState>} given */
async function render({ model, el, signal, host }) {
  const controls = await host.getModel(model.get("controls"));
  const stood = takenOver(model.get("name"));
  const explorer = new Explorer(model, el, controls, signal);
  explorer.chart = await host.getModel(model.get("chart"));
  /** @param {Content} content */
  const heard = (content) => explorer.heard(content);
  const moved = () => explorer.moved();
  /** @param {Content} content */
  const told = (content) => explorer.told(content);
  model.on("msg:custom", heard);
  explorer.chart.on("msg:custom", told);
  controls.on("change:values", moved);
  signal.addEventListener("abort", () => {
    clearTimeout(explorer.settling);
    explorer.presenter?.close();
    explorer.link.close();
    model.off("msg:custom", heard);
    explorer.chart.off("msg:custom", told);
    controls.off("change:values", moved);
  });
  moved();
  /**
   * @param {"panel" | "controls" | "chart" | "board"} name
   * @param {HTMLElement} at
   */
  const place = async (name, at) =>
    (await host.getWidget(model.get(name))).render({ el: at, signal });
  await Promise.all([
    model.get("panel") && place("panel", explorer.panelPlace),
    place("controls", explorer.controlsPlace),
    place("chart", explorer.chartPlace),
  ]);
  explorer.showBoard = async () => {
    if (!model.get("board") || explorer.boardPlace.hasChildNodes()) return;
    await place("board", explorer.boardPlace);
  };
  model.on("change:board", explorer.showBoard);
  signal.addEventListener("abort", () => model.off("change:board", explorer.showBoard));
  if (stood) explorer.set(stood);
  if (wasPresenting(model.get("name"))) explorer.togglePresenter();
  awaitLink({
    name: model.get("name"),
    inputs: Object.keys(model.get("defaults")),
    presets: Object.entries(model.get("presets_shown")).flat(),
    root: explorer.root,
    open: (asked) => model.send({ kind: "open", ...asked }),
  });
}

export default { render: answered(render) };
