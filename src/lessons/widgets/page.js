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

function element(parent, tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return parent.appendChild(made);
}

function button(parent, text, pressed) {
  const made = element(parent, "button", { type: "button", ...OWN_KEYS }, text);
  made.addEventListener("click", pressed);
  return made;
}

// A box is a stop of the keyboard as long as it must be scrolled, and only then.
function reachScrolled(box, signal) {
  const size = new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
  // The page's own size too: a box that is not in view does not hear that its room has changed.
  const parts = () => [document.body, box, ...box.children];
  const follow = () => parts().forEach((part) => size.observe(part));
  const content = new MutationObserver(follow);
  content.observe(box, { childList: true });
  follow();
  signal.addEventListener("abort", () => {
    content.disconnect();
    size.disconnect();
  });
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

// Each move carries its window and its number there: so a window can tell whether the kernel, when
// it said where inputs stand, had heard of all that was moved here.
const WINDOW = (globalThis[Symbol.for("lessons.window")] ??= String(Math.random()));
const movesMade = (moves) => moves?.[WINDOW] ?? 0;

function moveInputs(controls, values) {
  controls.set("moves", { [WINDOW]: movesMade(controls.get("moves")) + 1 });
  controls.set("values", values);
  controls.save_changes();
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Ids and names of groups must differ between widgets on one page.
const unique = () => `lessons-${(globalThis[Symbol.for("lessons.made")] =
  (globalThis[Symbol.for("lessons.made")] ?? 0) + 1)}`;

// One group of radio buttons or checkboxes under its question. An option is known by its place in
// `texts`, wherever `order` shows it.
function options(parent, { legend, texts, order, several, chosen, changed }) {
  const group = element(parent, "fieldset", { class: "lessons-options" });
  element(group, "legend", {}, legend);
  const name = unique();
  const inputs = [];
  for (const place of order ?? texts.keys()) {
    const line = element(group, "label");
    const input = element(line, "input", {
      type: several ? "checkbox" : "radio",
      name,
      value: String(place),
      ...OWN_KEYS,
    });
    input.checked = chosen.includes(place);
    input.addEventListener("change", () => changed());
    element(line, "span", {}, texts[place]);
    inputs[place] = input;
  }
  return {
    group,
    choose: (places) => inputs.forEach((input, place) => (input.checked = places.includes(place))),
    chosen: () => inputs.flatMap((input, place) => (input.checked ? [place] : [])),
    lock: () => inputs.forEach((input) => (input.disabled = true)),
  };
}
