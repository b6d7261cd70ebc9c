// A lesson's page in JupyterLab and Notebook 7: a bar that says what to do, and does it.
// Only a notebook that says in its metadata that it is a lesson has one; others are left alone.

import { asked } from "./asked.js";
import { LessonBar } from "./bar.js";
import { calmDesk, calmPage } from "./desk.js";
import { untilElsewhere } from "./elsewhere.js";
import { Folds } from "./folds.js";
import { ENDED, LOST_AFTER } from "./lost.js";
import { putAwayOldQuestions } from "./old_questions.js";
import { loadPlotly } from "./plotly.js";
import { Standing } from "./standing.js";
import { Tables } from "./tables.js";
import { Unbroken } from "./unbroken.js";
import { Unshown } from "./unshown.js";
import { followWithin } from "./within.js";

/** @import { App, Cell, LabShell, Modules, Notebook, Panel, Signal, Tracker, Widget, Words } from "../../jupyterlab.d.ts" */

const LEAVE = "lessons-leave"; // the browser edition is about to load the page anew
const RUN_ALL = "notebook:run-all-cells";
const RUNS = [RUN_ALL, "notebook:restart-run-all"];
// When, in milliseconds after a lesson was opened or has its kernel's line again, one looks for parts
// that did not come back, and when again after one was shown once more or missed.
const LOOKS = [3_000, 8_000, 20_000];
const AGAIN = 3_000;
const SETTLED_FOR = 10_000; // milliseconds without another height: a lesson that opens has settled

// What a kernel of the learner's own browser does once all cells are run.
const AFTERWARDS = "from lessons.server import in_browser; in_browser.bring_later()";

// What the server hands to its pages; a page without it has no words to say. The browser edition has
// no server: there a lesson runs by itself, in the learner's own browser.
/** @returns {{ lessons?: { words: Record<string, Words> }, lessonsInBrowser?: boolean, baseUrl: string }} */
const settings = () =>
  JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");

class Lesson {
  /** @type {Set<string>} */
  old = new Set(); // cells whose output an earlier kernel brought
  running = 0;
  done = 0; // parts that the run has run
  /** @type {"waiting" | "cut" | undefined} */
  lost; // what is said of the line to the kernel
  /** @type {number | undefined} */
  losing;
  /** @type {number | undefined} */
  missing;
  /** @type {number[]} */
  looks = [];
  ran = Promise.resolve();

  /**
   * @param {Panel} panel
   * @param {{ app: App, words: Words, modules: Modules }} page
   */
  constructor(panel, { app, words, modules }) {
    this.panel = panel;
    this.app = app;
    this.actions = modules.NotebookActions;
    this.context = panel.context.sessionContext;
    this.bar = new LessonBar(panel, words, modules.Widget, () => this.run());
    this.standing = new Standing(panel.content);
    this.tables = new Tables(panel.content.node);
    this.unbroken = new Unbroken(panel.content.node, words.unbroken);
    this.unshown = new Unshown(panel.content);
    this.texts = new MutationObserver(() => this.textsSet());
    followWithin(panel.content);
    this.folds = new Folds(panel.content, words);
    panel.addClass("lessons-lesson");
    this.lookLater();
    this.listen();
    this.watchTexts();
    this.tell();
  }

  // JupyterLab sets a cell's text when it first comes into view, and anew after it was edited.
  watchTexts() {
    for (const { model, node } of this.panel.content.widgets) {
      if (model.type === "markdown") this.texts.observe(node, { childList: true, subtree: true });
    }
    this.textsSet();
  }

  textsSet() {
    this.unbroken.hold();
    this.tables.reach();
  }

  listen() {
    const { context, actions, panel } = this;
    /** @type {(() => void)[]} */
    const told = [];
    /** @type {<Told>(signal: Signal<Told>, heard: (sender: unknown, told: Told) => void) => void} */
    const listen = (signal, heard) => {
      signal.connect(heard);
      told.push(() => signal.disconnect(heard));
    };
    const ended = () => this.ended();
    listen(context.statusChanged, (_, status) => ENDED.includes(status) && ended());
    listen(context.kernelChanged, (_, { oldValue }) => oldValue && ended());
    listen(context.connectionStatusChanged, (_, status) => this.connection(status));
    listen(actions.executed, (_, { notebook, cell }) => this.executed(notebook, cell));
    listen(actions.outputCleared, () => this.tell());
    listen(panel.model.cells.changed, () => {
      this.watchTexts();
      this.tell();
    });
    listen(this.app.commands.commandExecuted, (_, { id, result }) => {
      if (RUNS.includes(id) && this.isCurrent()) this.ran = this.runs(result);
    });
    /** @type {(event: Event) => void} */
    const leave = (event) => {
      const { waits } = /** @type {CustomEvent} */ (event).detail;
      if (panel.context.model.dirty) waits.push(this.save());
    };
    document.addEventListener(LEAVE, leave);
    told.push(() => document.removeEventListener(LEAVE, leave));
    panel.disposed.connect(() => {
      for (const waiting of [this.losing, this.missing, ...this.looks]) clearTimeout(waiting);
      for (const stop of told) stop();
      this.tables.close();
      this.texts.disconnect();
    });
  }

  isCurrent() {
    return this.panel.isVisible && this.app.shell.currentWidget === this.panel;
  }

  codeCells() {
    return this.panel.content.widgets.filter(({ model }) => model.type === "code");
  }

  // What was run before is old, and stays so until it is run anew.
  ended() {
    for (const { model } of this.codeCells()) {
      if (model.executionCount !== null) this.old.add(model.id);
    }
    this.connection("connected");
  }

  /**
   * @param {Notebook} notebook
   * @param {Cell} cell
   */
  executed(notebook, cell) {
    if (notebook !== this.panel.content) return;
    this.old.delete(cell.model.id);
    if (cell.model.type === "code") this.done += 1;
    this.tell();
  }

  /** @param {string} status */
  connection(status) {
    clearTimeout(this.losing);
    if (status === "connected") {
      if (this.lost) putAwayOldQuestions();
      this.lost = undefined;
      this.lookLater();
    }
    const late = () => {
      this.lost = status === "connecting" ? "waiting" : "cut";
      this.tell();
    };
    if (status !== "connected") this.losing = setTimeout(late, LOST_AFTER);
    this.tell();
  }

  // By the bar, by the menu or by a key: the page stands where the learner was.
  /** @param {Promise<unknown>} result */
  async runs(result) {
    this.running += 1;
    this.done = 0;
    const holding = this.standing.hold();
    this.tell();
    try {
      await result;
      await this.save();
    } finally {
      this.running -= 1;
      this.tell();
      holding.end();
    }
  }

  // The server keeps in mind what was run, and has it at hand when the page is loaded again.
  async save() {
    const { context } = this.panel;
    if (context.contentsModel?.writable && !context.model.readOnly) await context.save();
  }

  async run() {
    this.app.shell.activateById(this.panel.id);
    await this.context.ready;
    // A kernel that was ended from elsewhere is missed here only when somebody looks.
    await this.app.serviceManager.sessions.refreshRunning();
    if (!this.context.session?.kernel) await this.context.startKernel();
    await this.app.commands.execute(RUN_ALL);
  }

  async runHere() {
    await this.run();
    await this.ran;
    if (location.hash) this.panel.content.setFragment(location.hash);
    const code = { code: AFTERWARDS, silent: true, store_history: false };
    this.context.session?.kernel?.requestExecute(code);
  }

  lookLater() {
    for (const one of this.looks) clearTimeout(one);
    this.looks = LOOKS.map((after) => setTimeout(() => this.tell(), after));
  }

  // Returns whether a part is missing that has been shown once more in vain.
  bringBack() {
    const { isTried, isMissed } = this.unshown.look();
    clearTimeout(this.missing);
    if (isTried || isMissed) this.missing = setTimeout(() => this.tell(), AGAIN);
    return isMissed;
  }

  tell() {
    const cells = this.codeCells().map(({ model }) => model);
    /** @type {(model: Cell["model"]) => boolean} */
    const isUnrun = (model) =>
      model.executionCount === null && model.sharedModel.source.trim() !== "";
    // While cells are run, one after the other, the outputs are not looked at.
    /** @type {Record<string, () => boolean>} */
    const states = {
      waiting: () => this.lost === "waiting",
      cut: () => this.lost === "cut",
      running: () => this.running > 0,
      gone: () => this.old.size > 0,
      unrun: () => cells.some(isUnrun),
      unshown: () => this.bringBack(),
    };
    const state = Object.keys(states).find((one) => states[one]()) ?? "";
    this.bar.show(state);
    this.bar.follow(this.done, cells.length);
    this.folds.renew();
    const detail = {
      state,
      run: cells.filter((one) => !isUnrun(one)).length,
      cells: cells.length,
      isMissing: state === "unrun" && cells.some(isMissing),
    };
    document.dispatchEvent(new CustomEvent("lessons-lesson", { detail }));
  }
}

// Cells that nobody has seen yet are as high as JupyterLab guesses. So a link to one of them is
// followed again whenever the page gets another height, unless the learner has gone on.
/** @param {Notebook} notebook */
function followLinks(notebook) {
  const follow = notebook.setFragment.bind(notebook);
  notebook.setFragment = (fragment) => {
    const gone = untilElsewhere();
    let settled = 0;
    const height = new ResizeObserver(() => {
      clearTimeout(settled);
      settled = setTimeout(() => gone.abort(), SETTLED_FOR);
      notebook.isDisposed || follow(fragment);
    });
    height.observe(notebook.node.querySelector(".jp-WindowedPanel-inner") ?? notebook.node);
    gone.signal.addEventListener("abort", () => height.disconnect());
    return follow(fragment);
  };
}

// Whether a cell has ended for want of a package. Pyodide's kernel names an error by its class.
/** @type {(model: Cell["model"]) => boolean} */
const isMissing = ({ outputs }) =>
  Boolean(outputs?.toJSON().some(({ ename }) => ename?.includes("ModuleNotFoundError")));

// The explorer that a link means may be anywhere: all cells are on the page.
/** @param {Notebook} notebook */
function showWhole(notebook) {
  notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: "none" };
}

// In a box for text the browser's own menu is wanted, and a finger that rests there asks for none.
// What JupyterLab's has is for who makes notebooks, which nobody does in the browser edition.
/**
 * @param {HTMLElement} node
 * @param {boolean | undefined} isInBrowser
 */
function keepMenusOff(node, isInBrowser) {
  node.addEventListener("contextmenu", (event) => {
    const isTyped = event.target instanceof Element && event.target.matches("input, textarea");
    if (isInBrowser || isTyped) event.stopPropagation();
  });
}

/** @type {(modules: Modules) => object} */
export const plugin = (modules) => ({
  id: "lessons:lesson",
  autoStart: true,
  requires: [modules.INotebookTracker],
  optional: [modules.ILabShell, modules.IStatusBar].filter(Boolean),
  /** @type {(app: App, tracker: Tracker, labShell?: LabShell, statusBar?: Widget) => void} */
  activate: (app, tracker, labShell, statusBar) => {
    const { lessons, lessonsInBrowser: isInBrowser, baseUrl } = settings();
    if (!lessons) return;
    /** @param {Panel} panel */
    const open = async (panel) => {
      if (isInBrowser && asked().length) showWhole(panel.content);
      followLinks(panel.content);
      await panel.context.ready;
      const mark = !panel.isDisposed && panel.model.getMetadata("lessons");
      if (!mark) return;
      await panel.revealed;
      // In another language than English, the mark of a lesson names it.
      const language = lessons.words[String(mark)] ? String(mark) : "en";
      panel.node.lang = language;
      const lesson = new Lesson(panel, { app, words: lessons.words[language], modules });
      keepMenusOff(panel.content.node, isInBrowser);
      loadPlotly(baseUrl);
      if (isInBrowser) {
        calmPage(app.shell, panel);
        lesson.runHere();
      }
      if (labShell) calmDesk(panel, { labShell, statusBar: statusBar ?? null, tracker });
    };
    tracker.forEach(open);
    tracker.widgetAdded.connect((_, panel) => open(panel));
  },
});
