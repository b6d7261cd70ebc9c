// The page's side of the chart. While a slider moves, each animation frame draws the newest
// arrays at most once: by Plotly.animate, which leaves axes and layout alone, or where more than
// curves has moved by Plotly.react, so that every picture is right as it stands. Once it has
// settled, one Plotly.react renews what cannot be seen without pointing at it.

const SETTLED_AFTER = 150; // milliseconds without a message
const NARROW = 620; // pixels; below it a layout's own `meta.narrow` holds, if it has one
const LIFTED = 1.03; // where a narrow drawing's legend ends, over its axes, which end at 1
// Two amounts of money in one text are no formula, even where the page can set formulas.
const CONFIG = {
  displayModeBar: false,
  doubleClick: false,
  plotlyServerURL: "",
  typesetMath: false,
};
const MOVING = {
  mode: "immediate",
  transition: { duration: 0 },
  frame: { duration: 0, redraw: false },
};
// What Plotly.animate may change of a trace without a redraw. It takes the marks of any other
// type off the drawing, so that a picture with one of them is not animated.
const ANIMATED = {
  scatter: ["x", "y", "text", "textposition", "marker"],
  bar: ["x", "y", "base", "text", "width"],
};
// What may wait until the slider has settled, because nobody sees it while a slider moves.
const WAITING = ["customdata", "hoverinfo", "hovertemplate", "hovertext", "meta"];

// A chart on the page takes the page's own theme.
function themed(layout, element) {
  const theme = getComputedStyle(element);
  const color = (name, fallback) => theme.getPropertyValue(name).trim() || fallback;
  return laidOut(layout, {
    font: theme.fontFamily,
    text: color("--jp-ui-font-color1", theme.color),
    grid: color("--jp-border-color2", "#8884"),
    paper: "transparent",
    raised: color("--jp-layout-color0", "Canvas"),
  });
}

// A page that is read from far away asks for larger type, thicker lines and wider margins. It
// gets as much of that as there is room for: a layout's own height is one for usual type.
function scaleOf(drawing, { height = 400 }) {
  const asked = Number(getComputedStyle(drawing).getPropertyValue("--lessons-chart-scale")) || 1;
  return Math.min(asked, Math.max(1, (1.25 * drawing.clientHeight) / height));
}

// Copies an object with some of its numbers, told by their paths, made larger.
function enlarged(part, scale, ...paths) {
  const made = { ...part };
  for (const [key, ...inner] of paths) {
    if (inner.length && made[key]) made[key] = enlarged(made[key], scale, inner);
    else if (typeof made[key] === "number") made[key] *= scale;
  }
  return made;
}

const largerTrace = (trace, scale) =>
  enlarged(trace, scale, ["textfont", "size"], ["line", "width"], ["marker", "size"]);
const largerLayout = (layout, scale) =>
  enlarged(layout, scale, ["font", "size"], ...["l", "r", "t", "b"].map((side) => ["margin", side]));

function notice(drawing, words) {
  const paragraph = document.createElement("p");
  paragraph.className = "lessons-chart-notice";
  paragraph.textContent = words;
  drawing.replaceChildren(paragraph);
}

function build(el, phrases) {
  const figure = document.createElement("figure");
  figure.className = "lessons-chart";
  const part = (tag, name) => {
    const element = figure.appendChild(document.createElement(tag));
    element.className = `lessons-chart-${name}`;
    return element;
  };
  const title = part("p", "title");
  const drawing = part("div", "drawing");
  const sentence = part("figcaption", "sentence");
  notice(drawing, phrases.waiting);
  drawing.setAttribute("role", "img");
  sentence.setAttribute("aria-live", "polite");
  el.append(figure);
  return { figure, title, drawing, sentence };
}

// The traces for a drawing of some width: a name takes as many lines of the legend as it needs.
function named(data, width) {
  if (width >= NARROW) return data;
  const most = Math.floor(width / 10);
  return data.map((one) => (one.name ? { ...one, name: inLines(one.name, most) } : one));
}

// The layout for a drawing of some width: axes may stand elsewhere where there is little room.
function fitted(layout, width) {
  const parts = width < NARROW ? Object.entries(layout.meta?.narrow ?? {}) : [];
  const within = (key, part) =>
    typeof part === "object" && !Array.isArray(part) ? { ...layout[key], ...part } : part;
  const own = parts.map(([key, part]) => [key, within(key, part)]);
  const fit = { ...layout, ...Object.fromEntries(own) };
  if (width >= NARROW) return fit;
  for (const key of Object.keys(fit).filter((key) => /^xaxis\d*$/.test(key))) {
    const text = fit[key].title?.text;
    // Letters of a title are some 9 pixels wide, and it has half the width beside its other axis.
    const lines = text && inLines(text, Math.floor(width / 18));
    if (lines) fit[key] = { ...fit[key], title: { ...fit[key].title, text: lines } };
  }
  // A legend that is as wide as the drawing keeps off the topmost label of the axis beside it.
  if (fit.legend?.y === 1) fit.legend = { ...fit.legend, y: LIFTED };
  return fit;
}

// Words in lines of at most so many letters.
function inLines(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && line.length > most) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines.join("<br>");
}

// What there is to see of a layout; its title stands above the drawing and is no part of it.
function outlined({ title, ...layout }) {
  return JSON.stringify(layout);
}

class Picture {
  constructor(parts) {
    Object.assign(this, parts);
    this.moved = new Map(); // a trace's place -> the keys that have changed since the last frame
    this.drawn = ""; // the layout that stands on the page
  }

  start(Plotly) {
    this.Plotly = Plotly;
    this.drawing.replaceChildren();
    this.settle();
  }

  whole({ data, layout }) {
    this.spec = { data, layout };
    this.settle();
  }

  move({ traces, layout }) {
    if (!this.spec) return;
    // What stands still stays the same object, so that Plotly sees that it does.
    if (layout) this.spec.layout = { ...this.spec.layout, ...layout };
    for (const [index, changed] of Object.entries(traces)) {
      this.spec.data[index] = { ...this.spec.data[index], ...changed };
      const keys = this.moved.get(Number(index)) ?? [];
      this.moved.set(Number(index), [...keys, ...Object.keys(changed)]);
    }
    if (!this.frame) this.draw();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED_AFTER);
  }

  // Arrays are drawn as they come, so that they are ready when the browser paints next. Those
  // that come before it has painted wait for that frame, and only the newest of them are drawn.
  draw() {
    const laidOut = outlined(this.spec.layout) === this.drawn;
    if ((laidOut && !this.moved.size) || !this.Plotly) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
    if (laidOut && this.isAnimated()) this.animate();
    else this.react();
    this.moved.clear();
  }

  isAnimated() {
    return this.spec.data.every(({ type }, index) => {
      const keys = [...(ANIMATED[type] ?? []), ...WAITING];
      return type in ANIMATED && (this.moved.get(index) ?? []).every((key) => keys.includes(key));
    });
  }

  // All traces are handed over, with nothing for those that stand still: Plotly takes what is
  // left out for gone from its drawing, and puts what is not in front of the rest.
  animate() {
    const animated = (trace, index) => {
      const keys = this.moved.has(index) ? ANIMATED[trace.type] : [];
      return Object.fromEntries(keys.filter((key) => key in trace).map((key) => [key, trace[key]]));
    };
    const data = this.scaled(this.spec.data).map(animated);
    const traces = [...data.keys()];
    // A newer frame rejects the older one's promise: that is "latest wins", no error.
    this.Plotly.animate(this.drawing, { data, traces }, MOVING).catch(() => {});
  }

  scaled(data) {
    return this.scale === 1 ? data : data.map((one) => largerTrace(one, this.scale));
  }

  react() {
    // The drawing takes its height from the page, so that Plotly needs none of its own.
    this.narrow = this.drawing.clientWidth < NARROW;
    const { height, ...layout } = fitted(this.spec.layout, this.drawing.clientWidth);
    this.drawing.style.height = this.drawing.style.minHeight = height ? `${height}px` : "";
    this.figure.style.setProperty("--lessons-chart-own", height ? `${height}px` : "0px");
    this.scale = scaleOf(this.drawing, this.spec.layout);
    const data = this.scaled(named(this.spec.data, this.drawing.clientWidth));
    const larger = this.scale === 1 ? layout : largerLayout(layout, this.scale);
    const shown = themed(larger, this.figure);
    this.Plotly.react(this.drawing, data, shown, CONFIG);
    this.drawn = outlined(this.spec.layout);
  }

  settle() {
    clearTimeout(this.settling);
    if (!this.spec || !this.Plotly) return;
    this.moved.clear();
    this.react();
    this.sentence.setAttribute("aria-busy", "false");
  }

  resize() {
    if (!this.spec || !this.Plotly || !this.drawing.clientWidth) return;
    const turned = this.narrow !== this.drawing.clientWidth < NARROW;
    const scaled = this.scale !== scaleOf(this.drawing, this.spec.layout);
    if (scaled || turned) this.settle();
    else this.Plotly.Plots.resize(this.drawing);
  }

  close() {
    clearTimeout(this.settling);
    cancelAnimationFrame(this.frame);
    this.Plotly?.purge(this.drawing);
  }
}

function listen(model, parts, picture, signal) {
  const heard = (content, buffers) => {
    if (content.kind !== "whole" && content.kind !== "move") return;
    const message = withArrays(content, buffers);
    const title = message.layout?.title;
    if (title) {
      parts.title.textContent = title.text;
      parts.drawing.setAttribute("aria-label", title.text);
    }
    // A screen reader waits with the sentence until the slider has settled.
    parts.sentence.setAttribute("aria-busy", String(content.kind === "move"));
    parts.sentence.textContent = message.sentence;
    picture[content.kind](message);
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => model.off("msg:custom", heard));
}

function watch(picture, signal) {
  const size = new ResizeObserver(() => picture.resize());
  size.observe(picture.drawing);
  const theme = new MutationObserver(() => picture.settle());
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"] });
  signal.addEventListener("abort", () => {
    size.disconnect();
    theme.disconnect();
    picture.close();
  });
}

async function render({ model, el, signal }) {
  const phrases = model.get("phrases");
  const parts = build(el, phrases);
  const picture = new Picture(parts);
  listen(model, parts, picture, signal);
  watch(picture, signal);
  model.send({ kind: "whole" });
  try {
    picture.start(await plotly(model, signal));
  } catch (error) {
    if (signal.aborted) return;
    notice(parts.drawing, phrases.failed.replace("{reason}", error.message));
  }
}

export default { render };
