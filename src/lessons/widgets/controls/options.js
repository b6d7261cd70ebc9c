import { element, OWN_KEYS, unique } from "../page.js";

// One group of radio buttons or checkboxes under its question. An option is known by its place in
// `texts`, wherever `order` shows it.
/**
 * @param {Node} parent
 * @param {object} asked
 * @param {string} asked.legend
 * @param {string[]} asked.texts
 * @param {number[]} [asked.order]
 * @param {boolean} asked.several
 * @param {number[]} asked.chosen
 * @param {() => void} asked.changed
 * @param {string} [asked.look] the class of the group
 */
export function options(parent, asked) {
  const { legend, texts, order, several, chosen, changed, look = "lessons-options" } = asked;
  const group = element(parent, "fieldset", { class: look });
  element(group, "legend", {}, legend);
  const name = unique();
  /** @type {HTMLInputElement[]} */
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
    choose: (/** @type {number[]} */ places) =>
      inputs.forEach((input, place) => (input.checked = places.includes(place))),
    chosen: () => inputs.flatMap((input, place) => (input.checked ? [place] : [])),
    lock: () => inputs.forEach((input) => (input.disabled = true)),
  };
}
