// The page's side of the learner's progress.

class Progress {
  constructor(model, el) {
    Object.assign(this, { model, phrases: model.get("phrases") });
    const { progress, kept, save_receipt: save } = this.phrases;
    const root = element(el, "section", { class: "lessons-progress", "aria-label": progress });
    element(root, "p", { class: "lessons-question-ask" }, progress);
    const isKept = model.get("is_kept");
    if (isKept) this.table = element(root, "div", { class: "lessons-progress-table" });
    element(root, "p", { class: "lessons-progress-kept" }, kept);
    if (!this.table) return;
    const bar = element(root, "div", { class: "lessons-question-bar" });
    button(bar, save, () => model.send({ kind: "receipt" }));
    this.reset = button(bar, this.phrases.reset_progress, () => this.sure());
    this.said = element(root, "p", { class: "lessons-prediction-said", role: "status" });
    this.follow();
  }

  // What cannot be undone takes two presses.
  sure() {
    if (this.asked) this.model.send({ kind: "reset" });
    this.asked = !this.asked;
    this.reset.textContent = this.phrases[this.asked ? "reset_sure" : "reset_progress"];
  }

  follow() {
    if (!this.table) return;
    const { rows, message } = this.model.get("state");
    this.said.textContent = message;
    this.table.replaceChildren();
    if (!rows.length) {
      element(this.table, "p", {}, this.phrases.progress_none);
      return;
    }
    const table = element(this.table, "table");
    const head = element(element(table, "thead"), "tr");
    for (const name of this.phrases.columns) element(head, "th", { scope: "col" }, name);
    const body = element(table, "tbody");
    for (const [title, ...cells] of rows) {
      const line = element(body, "tr");
      element(line, "th", { scope: "row" }, title);
      for (const text of cells) element(line, "td", {}, text);
    }
  }
}

function render({ model, el, signal }) {
  const panel = new Progress(model, el);
  const follow = () => panel.follow();
  const heard = ({ kind, name, text }) => {
    if (kind === "receipt") download(name, text, "application/json");
  };
  model.on("change:state", follow);
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => {
    model.off("change:state", follow);
    model.off("msg:custom", heard);
  });
  // What was answered further up since this cell was run.
  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) model.send({ kind: "renew" });
  });
  seen.observe(el);
  signal.addEventListener("abort", () => seen.disconnect());
}

export default { render: answered(render) };
