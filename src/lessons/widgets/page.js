// What the page's side of several widgets shares.
// Whatever is shown goes in as text, never as HTML.

import { held } from "../server/labextension/static/held.js";
import { shared } from "../server/labextension/static/shared.js";

// The notebook's own shortcuts must not take keys from the element that has the focus.
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

// A key with a modifier is the notebook's all the same, so that Ctrl and S save it, unless it edits
// the text that is being typed. Enter would run the cell, and take away what stands in it.
const KEYS_OF = "data-lm-suppress-shortcuts";
const LENT = `[${KEYS_OF}]`;
const IS_TYPED = "input:not([type=range], [type=radio], [type=checkbox]), textarea";
const EDITS = /^([acvxyz]|arrow.*|home|end|insert|delete|backspace)$/i;

/** @type {(target: Element, event: KeyboardEvent) => boolean} */
const isOurs = (target, { key, ctrlKey, metaKey, altKey }) =>
  !(ctrlKey || metaKey || altKey) ||
  /^(enter|control|meta|alt)/i.test(key) ||
  (target.matches(IS_TYPED) && EDITS.test(key));

/** @type {Element[]} */
const lent = [];

// Hears of a key before the notebook does, and lets go of those that are the notebook's.
/** @param {KeyboardEvent} event */
function lendKeys(event) {
  for (const one of lent.splice(0)) one.setAttribute(KEYS_OF, "true");
  const { target, isComposing } = event;
  if (!(target instanceof Element)) return;
  const isTyping = isComposing || event.getModifierState("AltGraph");
  if (!target.closest("[class^=lessons-]") || isTyping || isOurs(target, event)) return;
  for (let at = target.closest(LENT); at; at = at.parentElement?.closest(LENT) ?? null) {
    lent.push(at);
  }
  for (const one of lent) one.removeAttribute(KEYS_OF);
  setTimeout(() => lent.splice(0).forEach((one) => one.setAttribute(KEYS_OF, "true")));
}

// JupyterLab takes the end of a line away from all that is typed within a cell, outputs too: Enter
// then makes no new line in a box of several, and one of a single line does not say that it changed.
/** @param {InputEvent} event */
function keepLineEnd(event) {
  const { inputType, target } = event;
  if (inputType !== "insertLineBreak" || !(target instanceof Element)) return;
  if (target.closest("[class^=lessons-]")) event.stopPropagation();
}

shared("keys", () => {
  addEventListener("keydown", lendKeys, { capture: true });
  addEventListener("beforeinput", keepLineEnd, { capture: true });
  return true;
});

// No end of a line parts a number from what it counts.
/** @type {(text: string) => string} */
export const unbroken = (text) => held(String(text), UNBROKEN);

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Node} parent
 * @param {Tag} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(parent, tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.textContent = unbroken(text);
  parent.appendChild(made);
  return made;
}

/**
 * @param {Node} parent
 * @param {string} text
 * @param {(event: MouseEvent) => void} pressed
 */
export function button(parent, text, pressed) {
  const made = element(parent, "button", { type: "button", ...OWN_KEYS }, text);
  made.addEventListener("click", pressed);
  return made;
}

/** @type {(one: unknown, other: unknown) => boolean} */
export const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

// A phrase with its slots filled; one that has nothing to fill it stays as it is written.
/** @type {(phrase: string, slots: Record<string, unknown>) => string} */
export const filled = (phrase, slots) =>
  phrase.replace(/\{(\w+)\}/g, (slot, name) => String(slots[name] ?? slot));

// Ids and names of groups must differ between widgets on one page.
const made = shared("made", () => ({ count: 0 }));
export const unique = () => `lessons-${(made.count += 1)}`;
