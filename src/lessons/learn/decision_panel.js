// The page's side of a decision that is taken step by step. It knows what was told so far and no
// more: each step comes from the kernel. Play walks through the steps and waits for each one, so
// that nothing is played past news that has not been shown yet.

class Decision {
  constructor(model, el) {
    Object.assign(this, { model, phrases: model.get("phrases"), asked: model.get("asked") });
    const { title, ask } = this.asked;
    this.root = element(el, "section", {
      class: "lessons-decision lessons-panel lessons-sight", "aria-label": title,
    });
    const head = element(this.root, "p", { class: "lessons-decision-kind" }, this.phrases.decide);
    this.game = element(head, "span");
    element(this.root, "p", { class: "lessons-decision-title" }, title);
    this.ask = element(this.root, "p", { class: "lessons-decision-ask" }, ask);
    this.before = element(this.root, "p", { class: "lessons-panel-said", role: "status" });
    this.result = element(this.root, "div", {
      class: "lessons-decision-result", role: "group", "aria-label": title,
    });
    const body = element(this.root, "div", { class: "lessons-decision-body" });
    const side = element(body, "div", { class: "lessons-decision-side" });
    this.chartPlace = element(body, "div", { class: "lessons-decision-chart" });
    keepInSight(this.chartPlace, side);
    this.buildBar(side);
    this.notice = element(side, "p", { class: "lessons-panel-said", role: "status" });
    const named = this.headed(side, this.phrases.decision_feed);
    const none = { "data-empty": this.phrases.decision_no_news };
    const spoken = { role: "status", tabindex: "0", ...none, ...OWN_KEYS };
    this.feed = element(side, "div", { class: "lessons-decision-feed", ...spoken, ...named });
    this.known = element(side, "table", this.headed(side, this.phrases.decision_known));
    this.follow();
  }

  buildBar(side) {
    const { phrases, model } = this;
    this.bar = element(side, "div", { class: "lessons-decision-bar" });
    const send = (kind, more) => () => model.send({ kind, ...more });
    this.start = [
      button(this.bar, phrases.stay, send("begin", { changed: false })),
      button(this.bar, phrases.change_at_once, send("begin", { changed: true })),
    ];
    this.place = element(this.bar, "div", { class: "lessons-decision-play" });
    this.play = this.buildPlay();
    this.on = button(this.bar, phrases.on, () => this.walk(model.get("state").step + 1));
    this.change = button(this.bar, phrases.change, () => {
      this.halt();
      model.send({ kind: "change" });
    });
    this.change.classList.add("lessons-decision-change");
    this.again = button(this.bar, phrases.decision_again, send("again"));
    const track = element(side, "div", { class: "lessons-decision-track" });
    this.when = element(track, "span", { id: unique() });
    const named = { max: this.asked.last, "aria-labelledby": this.when.id };
    this.track = element(track, "progress", named);
  }

  // What the Play button of a slider walks along is here the steps.
  buildPlay() {
    const { last } = this.asked;
    const whole = (step) => Math.floor(step);
    const control = {
      place: this.place,
      phrases: this.phrases,
      input: { label: this.phrases.course },
      track: { first: 0, last, step: 1, value: whole, position: (step) => step },
      walker: { start: 0, value: 0 },
      walk: (step) => this.walk(step),
    };
    this.walker = control.walker;
    return new Play(control);
  }

  headed(parent, text) {
    const id = unique();
    element(parent, "p", { id, class: "lessons-decision-heading" }, text);
    return { "aria-labelledby": id };
  }

  // Steps are asked for one at a time; if more have become due by then, the last one counts.
  walk(step) {
    this.wanted = step;
    this.next();
  }

  next() {
    if (this.isWaiting || !(this.wanted > this.model.get("state").step)) return;
    this.isWaiting = true;
    this.model.send({ kind: "go", step: this.wanted });
  }

  halt() {
    this.wanted = undefined;
    if (this.play.frame) this.play.stop();
  }

  follow() {
    const { phase, number, step, feed, ...state } = this.model.get("state");
    const hadFocus = this.bar.contains(document.activeElement) && document.activeElement;
    if (number !== this.number) this.feed.replaceChildren();
    const told = feed.slice(this.feed.children.length);
    if (phase !== "going" || told.some((one) => one.is_news)) this.halt();
    Object.assign(this, { number, isWaiting: false });
    this.walker.value = step;
    this.root.dataset.phase = phase;
    this.game.textContent = state.game;
    this.before.textContent = unbroken(state.before);
    this.when.textContent = state.when;
    this.track.value = step;
    this.notice.textContent = state.notice;
    this.tell(told);
    this.showKnown(state.known);
    this.showResult(state);
    this.showButtons(phase, state.can_change);
    this.keepFocus(hadFocus);
    this.next();
  }

  showButtons(phase, canChange) {
    for (const one of this.start) one.hidden = phase !== "start";
    this.place.hidden = this.on.hidden = phase !== "going";
    this.change.hidden = !canChange;
    this.again.hidden = phase !== "over";
  }

  // Where the button that was pressed is gone, the keyboard goes on from the next one.
  keepFocus(focused) {
    if (!focused || focused.offsetParent) return;
    const buttons = [this.play.button, this.again, ...this.start];
    buttons.find((one) => one.offsetParent)?.focus();
  }

  // Only what is new is added, so that a screen reader reads that alone; the newest is on top.
  tell(lines) {
    for (const { when, text, is_news: isNews } of lines) {
      const line = document.createElement("p");
      line.className = isNews ? "lessons-decision-news" : "lessons-decision-decided";
      element(line, "strong", {}, when);
      line.append(": ");
      element(line, "span", {}, text);
      this.feed.prepend(line);
    }
  }

  showKnown(rows) {
    if (same(rows, this.rows)) return;
    this.rows = rows;
    this.known.replaceChildren();
    for (const [label, value, before] of rows) {
      const row = element(this.known, "tr", before ? { class: "lessons-decision-changed" } : {});
      element(row, "th", { scope: "row" }, label);
      const cell = element(row, "td", {}, value);
      if (before) element(cell, "span", {}, before);
    }
  }

  showResult({ table, explained }) {
    this.result.replaceChildren();
    if (!table) return;
    const grid = element(this.result, "table");
    const head = element(element(grid, "thead"), "tr");
    for (const name of table.columns) element(head, "th", { scope: "col" }, name);
    const body = element(grid, "tbody");
    for (const [name, ...cells] of table.rows) {
      const row = element(body, "tr");
      element(row, "th", { scope: "row" }, name);
      // On a narrow page a cell stands under the others and says itself what it is.
      cells.forEach((text, place) =>
        element(row, "td", { "data-label": table.columns[place + 1] }, text));
    }
    element(this.result, "p", {}, explained);
  }
}

async function render({ model, el, signal, host }) {
  const decision = new Decision(model, el);
  reachScrolled(decision.result, signal);
  const follow = () => {
    decision.follow();
    tellDone();
  };
  model.on("change:state", follow);
  signal.addEventListener("abort", () => {
    decision.halt();
    model.off("change:state", follow);
  });
  await (await host.getWidget(model.get("chart"))).render({ el: decision.chartPlace, signal });
}

export default { render: answered(render) };
