// The bar above a lesson: what is to be done, in words, and the button that does it.

/** @import { Modules, Panel, Words } from "../../jupyterlab.d.ts" */

// What the button says in a state; in any other there is none.
/** @type {Record<string, string>} */
const BUTTONS = { unrun: "lesson_run", gone: "lesson_run", unshown: "lesson_reload" };

export class LessonBar {
  /**
   * @param {Panel} panel
   * @param {Words} words
   * @param {Modules["Widget"]} Widget
   * @param {() => void} run
   */
  constructor(panel, words, Widget, run) {
    this.panel = panel;
    this.words = words;
    this.state = "";
    this.widget = new Widget();
    this.widget.addClass("lessons-bar-place");
    this.node = this.widget.node.appendChild(document.createElement("div"));
    this.node.className = "lessons-bar";
    this.said = this.node.appendChild(document.createElement("p"));
    this.said.setAttribute("role", "status");
    this.said.tabIndex = -1;
    this.steps = this.node.appendChild(document.createElement("progress"));
    this.steps.setAttribute("aria-label", words.lesson_steps);
    this.button = this.node.appendChild(document.createElement("button"));
    this.button.type = "button";
    this.button.addEventListener("click", () => {
      if (this.state === "unshown") location.reload();
      else run();
    });
    panel.contentHeader.addWidget(this.widget);
    // The panel gives its parts the heights that they ask for, and asks for no text's own.
    const size = new ResizeObserver(() => this.fit());
    size.observe(this.node);
    panel.disposed.connect(() => size.disconnect());
  }

  fit() {
    const height = `${this.node.offsetHeight}px`;
    if (this.widget.isDisposed || this.widget.node.style.minHeight === height) return;
    this.widget.node.style.minHeight = height;
    this.panel.contentHeader.fit();
  }

  // How far a run is; until its first part was run, that it has begun.
  /**
   * @param {number} run
   * @param {number} parts
   */
  follow(run, parts) {
    this.steps.max = Math.max(parts, 1);
    if (run) this.steps.value = run;
    else this.steps.removeAttribute("value");
  }

  /** @param {string} state */
  show(state) {
    if (state === this.state) return;
    const hadFocus = this.node.contains(document.activeElement);
    this.state = state;
    this.node.dataset.state = state;
    this.said.textContent = state ? this.words[`lesson_${state}`] : "";
    this.steps.hidden = state !== "running";
    this.button.hidden = !(state in BUTTONS);
    this.button.textContent = this.words[BUTTONS[state]] ?? "";
    this.fit();
    if (!hadFocus) return;
    // The button that was pressed is gone: the keyboard goes on from the words, then the lesson.
    const next = state ? this.said : this.panel.content.activeCell?.node;
    next?.focus({ preventScroll: true });
  }
}
