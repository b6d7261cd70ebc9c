// A plate in the page's own colour behind words, for lines that would else run through them. It is
// the words themselves, grown until no gap is left and then shrunk; so it follows where they move.

import { drawn } from "../drawn.js";
import { unique } from "../page.js";

const PLATE = {
  "color-interpolation-filters": "sRGB",
  x: "-0.2", // and all that follow as parts of the words' box
  y: "-0.6",
  width: "1.4",
  height: "2.2",
};

/** @param {HTMLElement} figure */
export function addPlate(figure) {
  const id = unique();
  const place = drawn(figure, "svg", { class: "lessons-chart-plate", "aria-hidden": "true" });
  const filter = drawn(place, "filter", { id, ...PLATE });
  drawn(filter, "feMorphology", { in: "SourceAlpha", operator: "dilate", radius: "4 6" });
  drawn(filter, "feMorphology", { operator: "erode", radius: "1 4", result: "plate" });
  drawn(filter, "feFlood", {});
  drawn(filter, "feComposite", { operator: "in", in2: "plate" });
  drawn(filter, "feComposite", { in: "SourceGraphic" });
  figure.style.setProperty("--lessons-plate", `url("#${id}")`);
}
