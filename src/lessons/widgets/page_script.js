// What each part sends of itself: it fetches the script and the styles that it shares with all parts
// of its kind on the page. They are kept under their own text, which is the same in every kernel.

import { imported } from "../server/labextension/static/imported.js";
import { shared } from "../server/labextension/static/shared.js";

/** @import { Given } from "./types.d.ts" */

/**
 * @template Made
 * @param {string} text
 * @param {(text: string) => Made} make
 * @returns {Made}
 */
function once(text, make) {
  const kept = shared("scripts", () => new Map());
  if (!kept.has(text)) kept.set(text, make(text));
  return kept.get(text);
}

/** @param {string} styles */
function styled(styles) {
  const sheet = document.createElement("style");
  sheet.textContent = styles;
  return document.head.appendChild(sheet);
}

/** @param {Given<{ page_script: string }>} given */
async function render(given) {
  const { host, model, signal } = given;
  /** @type {import("./types.d.ts").Model<{ text: string, styles: string, language: string }>} */
  const page = await host.getModel(model.get("page_script"));
  once(page.get("styles"), styled);
  given.el.lang = page.get("language");
  const part = await once(page.get("text"), imported);
  if (!signal.aborted) await part.default.render(given);
}

export default { render };
