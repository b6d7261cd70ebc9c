// Several drawings under one another need some height. Where there is less, a chart shows one of
// them at a time, and a button for each. A layout's `meta.drawings` names them by their y axes.

import { button, same } from "../page.js";

/** @import { Layout, Phrases, Trace } from "../types.d.ts" */

/** @type {(key: string) => string | undefined} */
const axisNumber = (key) => /^[xy](?:axis)?(\d*)$/.exec(key)?.[1];

export class Drawings {
  /** @type {[axis: string, name: string][]} */
  drawings = [];
  /** @type {HTMLButtonElement[]} */
  buttons = [];
  /** @type {string | undefined} */
  wanted; // the y axis that somebody has chosen
  /** @type {string | undefined} */
  only; // the y axis that is shown alone

  /**
   * @param {HTMLElement} place
   * @param {Phrases} phrases
   * @param {() => void} chosen
   */
  constructor(place, phrases, chosen) {
    this.place = place;
    this.chosen = chosen;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", phrases.drawings);
    place.hidden = true;
  }

  /**
   * @param {boolean} isApart
   * @param {[axis: string, name: string][]} drawings
   */
  fit(isApart, drawings) {
    if (!same(this.drawings, drawings)) this.offer(drawings);
    this.place.hidden = !isApart;
    this.only = isApart ? (this.wanted ?? drawings[0][0]) : undefined;
    this.mark();
  }

  /** @param {[axis: string, name: string][]} drawings */
  offer(drawings) {
    this.drawings = drawings;
    this.place.replaceChildren();
    this.buttons = drawings.map(([axis, name]) =>
      button(this.place, name, () => {
        this.wanted = axis;
        this.chosen();
      })
    );
  }

  mark() {
    this.buttons.forEach((made, place) =>
      made.setAttribute("aria-pressed", String(this.drawings[place][0] === this.only))
    );
  }

  /** @type {(trace: Partial<Trace>) => boolean} */
  hides({ yaxis = "y" }) {
    return this.only !== undefined && yaxis !== this.only;
  }

  // The traces: those of other drawings are not shown. What one of these names in the legend, this
  // drawing names now.
  /** @param {Trace[]} data */
  shown(data) {
    if (this.only === undefined) return data;
    /** @type {(trace: Trace) => boolean} */
    const isNamed = (trace) => trace.showlegend && this.hides(trace);
    const named = new Set(data.filter(isNamed).map(({ name }) => name));
    return data.map((trace) => {
      if (this.hides(trace)) return { ...trace, visible: false };
      return named.has(trace.name) ? { ...trace, showlegend: true } : trace;
    });
  }

  // The layout: the axes of one drawing take all the room, and the others go. Names at its right
  // end, which stood between two drawings, have the margin that they have on a narrow page.
  /**
   * @param {Layout} layout
   * @param {Trace[]} data
   */
  alone(layout, data) {
    if (this.only === undefined) return layout;
    const across = data.find((trace) => !this.hides(trace))?.xaxis ?? "x";
    const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
    /** @type {Record<string, string | undefined>} */
    const kept = { x: axisNumber(across), y: axisNumber(this.only) };
    const made = axes.map((key) => {
      const { domain: _, ...axis } = layout[key];
      if (axisNumber(key) !== kept[key[0]]) return [key, { ...axis, visible: false }];
      return [key, { ...axis, anchor: key[0] === "x" ? this.only : across }];
    });
    const right = Math.max(layout.margin?.r ?? 0, layout.meta?.narrow?.margin?.r ?? 0);
    return { ...layout, ...Object.fromEntries(made), margin: { ...layout.margin, r: right } };
  }
}
