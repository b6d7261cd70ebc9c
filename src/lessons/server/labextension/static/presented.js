// What the page of a lesson does with its text where Voilà presents it.

import { stayAtLinked } from "./linked.js";
import { Tables } from "./tables.js";
import { Unbroken } from "./unbroken.js";

/** @param {string} id */
const found = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const cells = found("rendered_cells");
const { lessons } = JSON.parse(found("jupyter-config-data").textContent);
new Tables(cells);
new Unbroken(cells, lessons.unbroken).hold();
stayAtLinked(cells);
