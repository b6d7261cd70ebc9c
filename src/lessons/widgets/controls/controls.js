// The page's side of the controls: each input in its group, by the class of its kind.

import { element, filled, same } from "../page.js";
import { Choice, Choices, Switch } from "./choice.js";
import { unusedOf } from "./control.js";
import { More } from "./more.js";
import { moveInputs } from "./moves.js";
import { addTable, Quantity, Span } from "./number.js";
import { Numbers } from "./numbers.js";

/** @import { ControlsState, Given, Input, Numeric, Values } from "../types.d.ts" */
/** @import { Control, Settings } from "./control.js" */

/** @type {Record<string, new (input: any, settings: Settings) => Control<any, any>>} */
const KINDS = {
  quantity: Quantity,
  span: Span,
  switch: Switch,
  choice: Choice,
  choices: Choices,
};

// The cells of a table, and rows that are in order, are quantities.
const numeric = (/** @type {Input[]} */ inputs) => /** @type {Numeric[]} */ (inputs);

/**
 * @param {HTMLElement} panel
 * @param {string} legend
 * @returns {HTMLElement}
 */
function addGroup(panel, legend) {
  const group = element(panel, legend ? "fieldset" : "div", { class: "lessons-controls-group" });
  if (legend) element(group, "legend", {}, legend);
  return group;
}

/**
 * @param {HTMLElement} group
 * @param {Input[]} inputs
 * @param {Settings} settings
 * @returns {Control<any, any>[]}
 */
function addControls(group, inputs, settings) {
  const cells = inputs.filter((input) => input.row);
  return inputs.flatMap((input) => {
    if (!input.row) return [new KINDS[input.kind](input, settings).addTo(group)];
    return input === cells[0] ? addTable(numeric(cells), group, settings) : [];
  });
}

// Says how a row is read whose values are out of order; nothing of one that is in order.
/**
 * @param {Numeric[]} row
 * @param {Values} values
 * @param {Settings} settings
 */
function orderOf(row, values, { phrases, locale }) {
  const entered = row.map(({ name }) => values[name]);
  const sorted = entered.toSorted((one, other) => one - other);
  if (same(entered, sorted)) return "";
  const read = row.map((input, place) => {
    const value = new Numbers(input, locale).written(sorted[place]);
    return filled(phrases.input_as, { label: input.column, value });
  });
  const guesses = new Intl.ListFormat(locale).format(read);
  return filled(phrases.out_of_order, { guesses });
}

// Groups of inputs, each under its heading.
/**
 * @param {HTMLElement} place
 * @param {Input[]} inputs
 * @param {Settings} settings
 */
function addGroups(place, inputs, settings) {
  const groups = new Set(inputs.map((input) => input.group));
  return [...groups].flatMap((legend) => {
    const members = inputs.filter((input) => input.group === legend);
    return addControls(addGroup(place, legend), members, settings);
  });
}

/** @param {Given<ControlsState>} given */
function render({ model, el, signal }) {
  const panel = element(el, "div", { class: "lessons-controls" });
  let isOwn = false; // whether it is a control of this panel that moves
  /**
   * @param {string} name
   * @param {unknown} value
   */
  const moved = (name, value) => {
    isOwn = true;
    moveInputs(model, { ...model.get("values"), [name]: value });
    isOwn = false;
  };
  const phrases = model.get("phrases");
  /** @type {Map<string, HTMLElement>} */
  const remarks = new Map(); // by the row of a table that each stands under
  const settings = { phrases, locale: model.get("locale"), moved, remarks };
  const inputs = model.get("inputs");
  const later = inputs.filter((input) => input.later);
  const controls = addGroups(panel, inputs.filter((input) => !input.later), settings);
  const more = later.length ? new More(panel, phrases) : undefined;
  if (more) controls.push(...addGroups(more.place, later, settings));
  const inOrder = model.get("in_order").map((names) =>
    numeric(names.flatMap((name) => inputs.find((input) => input.name === name) ?? []))
  );
  const follow = () => {
    const values = model.get("values");
    more?.follow(controls, values);
    for (const control of controls) {
      control.follow(values[control.input.name]);
      control.use(values);
      if (!isOwn) control.unrefuse();
    }
    for (const row of inOrder) {
      const notes = [unusedOf(row[0], values), orderOf(row, values, settings)];
      const said = notes.filter(Boolean).join(" ");
      const place = remarks.get(row[0].row ?? "");
      // Said once to who hears the page.
      if (place && place.textContent !== said) place.textContent = said;
    }
  };
  follow();
  model.on("change:values", follow);
  signal.addEventListener("abort", () => {
    model.off("change:values", follow);
    for (const control of controls) control.stop();
  });
}

export default { render };
