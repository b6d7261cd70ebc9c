// The picture of a chart. While a slider moves, each animation frame draws the newest arrays at
// most once: by Plotly.animate, and an axis that ends elsewhere by Plotly.relayout; where anything
// else has moved by Plotly.react. So every picture is right as it stands. Once the slider has
// settled, one Plotly.react renews what cannot be seen without pointing at it.

const SETTLED_AFTER = 150; // milliseconds without a message
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

const isAlike = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

// The ranges of axes that tell a layout from the one before it, as Plotly.relayout takes them.
// Undefined where more than ranges tells them apart. A title stands above the drawing.
function movedRanges(before, after) {
  const ranges = {};
  for (const key of Object.keys({ ...before, ...after })) {
    if (key === "title" || isAlike(before[key], after[key])) continue;
    const { range, ...axis } = after[key] ?? {};
    const { range: old, ...oldAxis } = before[key] ?? {};
    if (!range || !old || !isAlike(axis, oldAxis)) return undefined;
    ranges[`${key}.range`] = range;
  }
  return ranges;
}

// How much of a trace there is to draw; Plotly leaves one with nothing out of the legend.
const lengthOf = ({ x, y }) => Math.min(...[x, y].flatMap((array) => array?.length ?? []));

// Whether a newer value of a trace may stand where an older one stood: a word for a word, a number
// for a number, an array with something in it for another.
function isOfOneKind(old, value) {
  if (typeof value !== "object") return typeof value === typeof old;
  return value?.length > 0 && typeof old === "object" && old?.length > 0;
}

// A plate in the page's own colour behind words, for lines that would else run through them. It is
// the words themselves, grown until no gap is left and then shrunk; so it follows where they move.
const PLATE = {
  "color-interpolation-filters": "sRGB",
  x: "-0.2", y: "-0.6", width: "1.4", height: "2.2", // as parts of the words' box
};
function addPlate(figure) {
  const id = unique();
  const part = (parent, tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return parent.appendChild(made);
  };
  const place = part(figure, "svg", { class: "lessons-chart-plate", "aria-hidden": "true" });
  const filter = part(place, "filter", { id, ...PLATE });
  part(filter, "feMorphology", { in: "SourceAlpha", operator: "dilate", radius: "4 6" });
  part(filter, "feMorphology", { operator: "erode", radius: "1 4", result: "plate" });
  part(filter, "feFlood", {});
  part(filter, "feComposite", { operator: "in", in2: "plate" });
  part(filter, "feComposite", { in: "SourceGraphic" });
  figure.style.setProperty("--lessons-plate", `url("#${id}")`);
}

class Picture {
  constructor(parts, phrases) {
    Object.assign(this, parts);
    addPlate(this.figure);
    this.drawings = new Drawings(parts.drawings, phrases, () => this.settle());
    this.moved = new Map(); // a trace's place -> the keys that have changed since the last frame
    this.laidOut = {}; // the layout that stands on the page
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
      const trace = this.spec.data[index];
      this.spec.data[index] = { ...trace, ...changed };
      const keys = [...(this.moved.get(Number(index)) ?? []), ...Object.keys(changed)];
      if (!lengthOf(trace) !== !lengthOf(this.spec.data[index])) keys.push("visible");
      this.moved.set(Number(index), keys);
    }
    if (!this.frame) this.draw();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED_AFTER);
  }

  // Arrays are drawn as they come, so that they are ready when the browser paints next. Those
  // that come before it has painted wait for that frame, and only the newest of them are drawn.
  draw() {
    if (!this.isSeen()) return;
    const ranges = movedRanges(this.laidOut, this.fitted());
    const isLaidOut = ranges && !Object.keys(ranges).length;
    if (isLaidOut && !this.moved.size) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
    if (ranges && this.isAnimated()) this.animate(ranges);
    else this.react();
    this.moved.clear();
  }

  fitted() {
    return this.drawings.alone(fitted(this.spec.layout, this.width), this.spec.data);
  }

  isAnimated() {
    return this.spec.data.every(({ type }, index) => {
      const keys = [...(ANIMATED[type] ?? []), ...WAITING];
      return type in ANIMATED && (this.moved.get(index) ?? []).every((key) => keys.includes(key));
    });
  }

  // All traces are handed over, with nothing for those that stand still: Plotly takes what is
  // left out for gone from its drawing, and puts what is not in front of the rest.
  animate(ranges) {
    const animated = (trace, index) => {
      if (this.drawings.hides(trace)) return {};
      const moved = this.moved.get(index) ?? [];
      const keys = ANIMATED[trace.type].filter((key) => moved.includes(key));
      return Object.fromEntries(keys.map((key) => [key, trace[key]]));
    };
    if (Object.keys(ranges).length) this.relayout(ranges);
    const data = this.scaled(this.spec.data).map(animated);
    this.spare(data);
    // A newer frame rejects the older one's promise: that is "latest wins", no error.
    this.Plotly.animate(this.drawing, { data, traces: [...data.keys()] }, MOVING).catch(() => {});
  }

  relayout(ranges) {
    this.laidOut = this.fitted();
    this.hasMovedAxes = true;
    this.Plotly.relayout(this.drawing, ranges);
  }

  // Titles of axes stay where they were while only ranges move. Told again, they keep off labels
  // that have become wider.
  retitle() {
    const axes = Object.entries(this.laidOut).filter(([key, axis]) => /^yaxis/.test(key) && axis.title);
    const titles = axes.map(([key, { title }]) => [`${key}.title.text`, title.text]);
    this.hasMovedAxes = false;
    this.Plotly.relayout(this.drawing, Object.fromEntries(titles));
  }

  // Half of the time of a Plotly.animate goes to working all traces and axes out anew. Where only
  // arrays and words have moved, nothing comes of it but these, and how long they are. Then they
  // are put where it would put them, and Plotly is told to leave it out, as it tells itself in a
  // Plotly.react. A Plotly that does not know of it works all out as ever.
  spare(data) {
    const { _fullData: full, _fullLayout: layout } = this.drawing;
    const isSpared = (trace, index) =>
      Object.entries(trace).every(([key, value]) => isOfOneKind(full?.[index]?.[key], value));
    if (!layout || !data.every(isSpared)) return;
    for (const [index, trace] of data.entries()) {
      if (this.drawings.hides(this.spec.data[index])) continue;
      full[index]._length = lengthOf(Object.assign(full[index], trace));
    }
    layout._skipDefaults = true;
  }

  // Whatever was not drawn any more must not keep Plotly from working out what comes next.
  unspare() {
    delete this.drawing._fullLayout?._skipDefaults;
  }

  scaled(data) {
    return this.scale === 1 ? data : data.map((one) => largerTrace(one, this.scale));
  }

  // Nothing is worked out for a drawing without room: of a closed tab, or of a cell that is
  // scrolled away. What it has missed is drawn once it has its room again.
  isSeen() {
    if (!this.spec || !this.Plotly) return false;
    this.isBehind ||= !this.drawing.clientWidth;
    return Boolean(this.drawing.clientWidth);
  }

  react() {
    const { kinds, isNarrow } = this;
    const { only } = this.drawings;
    this.isBehind = false;
    this.width = this.drawing.clientWidth;
    this.isNarrow = this.width < NARROW;
    this.kinds = this.spec.data.map(({ type }) => type).join();
    this.makeRoom();
    this.laidOut = this.fitted();
    // The drawing takes its height from the page, so that Plotly needs none of its own.
    const { height, ...layout } = this.laidOut;
    // A copy, so that Plotly takes in no newer traces before it is told of them: a resize of its
    // own, which comes late, would take them for drawn.
    const data = [...this.scaled(named(this.drawings.shown(this.spec.data), this.width))];
    const larger = this.scale === 1 ? layout : largerLayout(layout, this.scale);
    const shown = themed(larger, this.figure);
    // Where other traces come or go, or a drawing turns narrow, what Plotly knows of the one
    // before leaves texts out, and legends and axes in the wrong place.
    const isAlike = kinds === this.kinds && isNarrow === this.isNarrow;
    const way = isAlike && only === this.drawings.only ? "react" : "newPlot";
    this.unspare();
    this.Plotly[way](this.drawing, data, shown, CONFIG);
  }

  // Asks the page for the height of the layout, and looks what there is room for then.
  makeRoom() {
    const { height = USUAL_HEIGHT, meta = {} } = fitted(this.spec.layout, this.width);
    this.figure.style.setProperty("--lessons-chart-own", `${height}px`);
    const isApart = this.isCramped();
    this.drawings.fit(isApart, meta.drawings ?? []);
    this.scale = this.scaleIf(isApart);
  }

  settle() {
    clearTimeout(this.settling);
    this.sentence.setAttribute("aria-busy", "false");
    if (!this.isSeen()) return;
    this.moved.clear();
    this.react();
    if (this.hasMovedAxes) this.retitle();
  }

  resize() {
    if (!this.spec || !this.Plotly || !this.drawing.clientWidth) return;
    if (this.isBehind || this.isOtherwise()) this.settle();
    else {
      this.unspare();
      this.Plotly.Plots.resize(this.drawing);
    }
  }

  // Whether more than its size has to change in the room that there is now.
  isOtherwise() {
    const turned = roomOf(this.width) !== roomOf(this.drawing.clientWidth);
    const isApart = this.isCramped();
    const parted = isApart !== (this.drawings.only !== undefined);
    return turned || parted || this.scale !== this.scaleIf(isApart);
  }

  // Whether several drawings have no room for all of them; their buttons take some of it.
  isCramped() {
    const isNarrow = this.drawing.clientWidth < NARROW;
    const needed = neededFor(this.spec.layout, isNarrow, this.scaleIf(false));
    return this.drawing.clientHeight + this.drawings.place.offsetHeight < needed;
  }

  scaleIf(isApart) {
    return scaleOf(this.drawing, isApart ? {} : this.spec.layout);
  }

  close() {
    clearTimeout(this.settling);
    cancelAnimationFrame(this.frame);
    this.Plotly?.purge(this.drawing);
  }
}
