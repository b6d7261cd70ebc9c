// What a page of the browser edition is given by its build, and how it speaks.

/** @import { Phrases } from "../../../widgets/types.d.ts" */

/**
 * @typedef {object} Site
 * @property {Phrases} words
 * @property {Record<string, string[]>} steps what each lesson asks, by its number
 * @property {unknown[]} recommended what a memo may recommend
 * @property {Record<string, string>} notebooks the version of each notebook, by its file
 */

/** @type {Site} */
export const SITE = JSON.parse(document.getElementById("lessons-site")?.textContent ?? "{}");

/** @type {(name: string, slots?: Record<string, unknown>) => string} */
export const said = (name, slots = {}) =>
  SITE.words[name].replace(/\{(\w+)\}/g, (slot, key) => String(slots[key] ?? slot));

/** @type {(selector: string) => HTMLElement} */
export const the = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

// What the page says where no script of it runs.
document.querySelector(".lessons-site-none")?.remove();

// Has what is typed in a lesson saved, before its page is loaded anew (newer_worker.html.j2).
export const leave = () => /** @type {any} */ (globalThis).lessonsLeave();

// The site's own root, which may be a folder of a larger one.
export const ROOT = new URL("../../../../", import.meta.url);
