// What the page's side of several widgets shares; it stands before each widget's own script.
// Whatever is shown goes in as text, never as HTML.

// The notebook's own shortcuts must not take keys from the element that has the focus.
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

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

// No end of a line parts a number from what it counts.
const unbroken = (text) =>
  String(text).replace(UNBROKEN, (_, before, after) => `${before ?? after}\u00a0`);

function element(parent, tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = unbroken(text);
  return parent.appendChild(made);
}

function button(parent, text, pressed) {
  const made = element(parent, "button", { type: "button", ...OWN_KEYS }, text);
  made.addEventListener("click", pressed);
  return made;
}

// Every progress panel on the page hears that something was done, whichever notebook it is in.
const DONE = "lessons-done";
const tellDone = () => document.dispatchEvent(new Event(DONE));

function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Ids and names of groups must differ between widgets on one page.
const unique = () => `lessons-${(globalThis[Symbol.for("lessons.made")] =
  (globalThis[Symbol.for("lessons.made")] ?? 0) + 1)}`;
