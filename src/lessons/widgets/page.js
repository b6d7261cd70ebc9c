// What the page's side of several widgets shares.
// Whatever is shown goes in as text, never as HTML.

// The notebook's own shortcuts must not take keys from the element that has the focus.
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

// A key with a modifier is the notebook's all the same, so that Ctrl and S save it, unless it edits
// the text that is being typed. Enter would run the cell, and take away what stands in it.
const KEYS_OF = "data-lm-suppress-shortcuts";
const LISTENING = Symbol.for("lessons.keys");
const IS_TYPED = "input:not([type=range], [type=radio], [type=checkbox]), textarea";
const EDITS = /^([acvxyz]|arrow.*|home|end|insert|delete|backspace)$/i;

const isOurs = ({ target, key, ctrlKey, metaKey, altKey }) =>
  !(ctrlKey || metaKey || altKey) ||
  /^(enter|control|meta|alt)/i.test(key) ||
  (target.matches(IS_TYPED) && EDITS.test(key));

// Hears of a key before the notebook does, and lets go of those that are the notebook's.
const lent = [];
function lendKeys(event) {
  for (const one of lent.splice(0)) one.setAttribute(KEYS_OF, "true");
  const { target, isComposing } = event;
  const isTyping = isComposing || event.getModifierState("AltGraph");
  if (!target.closest?.("[class^=lessons-]") || isTyping || isOurs(event)) return;
  for (let at = target; at; at = at.parentElement) if (at.hasAttribute(KEYS_OF)) lent.push(at);
  for (const one of lent) one.removeAttribute(KEYS_OF);
  setTimeout(() => lent.splice(0).forEach((one) => one.setAttribute(KEYS_OF, "true")));
}

if (!globalThis[LISTENING]) {
  globalThis[LISTENING] = true;
  window.addEventListener("keydown", lendKeys, { capture: true });
}

export function element(parent, tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return parent.appendChild(made);
}

export function button(parent, text, pressed) {
  const made = element(parent, "button", { type: "button", ...OWN_KEYS }, text);
  made.addEventListener("click", pressed);
  return made;
}

// Every progress panel on the page hears that something was done, whichever notebook it is in.
export const DONE = "lessons-done";
export const tellDone = () => document.dispatchEvent(new Event(DONE));

export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export const same = (one, other) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

// A phrase with its slots filled; one that has nothing to fill it stays as it is written.
export const filled = (phrase, slots) =>
  phrase.replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);

// Ids and names of groups must differ between widgets on one page.
export const unique = () => `lessons-${(globalThis[Symbol.for("lessons.made")] =
  (globalThis[Symbol.for("lessons.made")] ?? 0) + 1)}`;
