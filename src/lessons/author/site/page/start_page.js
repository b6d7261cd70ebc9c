// The start page of the browser edition: what was done in each lesson, and all of it as one file.

import { download } from "../../../widgets/download.js";
import { everything, reopen } from "./everything.js";
import { keepAll, takeVersion, watchVersion } from "./offline.js";
import { said, SITE, the } from "./site.js";
import { file, OWN, textOf } from "./storage.js";
import { offerVersion } from "./version_notice.js";

/** @typedef {{ name: string, kind: string, given?: unknown, right?: boolean }} Entry */

// What counts as done, as the progress panel of a lesson counts.
/** @param {Entry[]} entries */
function doneIn(entries) {
  const right = new Set(entries.filter((one) => one.right).map(({ name }) => name));
  return new Set(entries.flatMap((one) => {
    if (one.kind === "question") return right.has(one.name) ? [one.name] : [];
    if (one.kind !== "decision") return [one.name];
    if (SITE.recommended.includes(one.given)) return ["memo", one.name.split("/")[0]];
    return typeof one.given === "number" ? [one.name.split("/")[0]] : [];
  }));
}

async function showDone() {
  const text = textOf(await file(`${OWN}/progress.json`));
  /** @type {Entry[]} */
  let entries = [];
  try {
    entries = JSON.parse(text).entries ?? [];
  } catch { /* none yet; what is damaged the lesson itself sets aside */ }
  const done = doneIn(entries);
  for (const [number, steps] of Object.entries(SITE.steps)) {
    const place = the(`[data-lesson="${number}"] .lessons-site-done`);
    const count = steps.filter((name) => done.has(name)).length;
    place.hidden = count === 0;
    const name = count === steps.length ? "site_all_done" : "site_done";
    place.textContent = said(name, { done: count, all: steps.length });
  }
}

/** @param {string} words */
const tell = (words) => (the(".lessons-site-said").textContent = words);

async function save() {
  const all = await everything();
  if (!all) return tell(said("site_nothing"));
  download(all.name, all.text, "application/json");
  tell(said("site_saved", { name: all.name }));
}

/** @param {HTMLInputElement} input */
async function open(input) {
  const [given] = input.files ?? [];
  if (!given) return;
  const opened = await reopen(await given.text());
  input.value = "";
  if (!opened) return tell(said("site_no_file", { name: given.name }));
  const { aside } = opened;
  const told = [said("site_opened"), aside ? said("site_aside", { aside }) : ""];
  tell(told.filter(Boolean).join(" "));
  await showDone();
}

const input = /** @type {HTMLInputElement} */ (the(".lessons-site-open input"));
the(".lessons-site-save").addEventListener("click", save);
input.addEventListener("change", () => open(input));
addEventListener("pageshow", showDone);
showDone();
watchVersion(() => offerVersion("site_newer", takeVersion));
keepAll((words) => (the(".lessons-site-offline").textContent = words));
