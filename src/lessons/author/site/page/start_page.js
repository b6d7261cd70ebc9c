// The start page of the browser edition: what was done in each lesson, and all of it as one file.

import { download } from "../../../widgets/download.js";
import { everything, reopen } from "./everything.js";
import { isKept, keepAll, takeVersion, watchVersion } from "./offline.js";
import { said, SITE, the } from "./site.js";
import { entriesOf, PROGRESS } from "./progress.js";
import { file, files } from "./storage.js";
import { offerVersion } from "./version_notice.js";

/** @import { Entry } from "./progress.js" */

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
  // What is damaged the lesson itself sets aside.
  const done = doneIn(entriesOf(await file(PROGRESS)) ?? []);
  for (const [number, steps] of Object.entries(SITE.steps)) {
    const place = the(`[data-lesson="${number}"] .lessons-site-done`);
    const count = steps.filter((name) => done.has(name)).length;
    place.hidden = count === 0;
    const name = count === steps.length ? "site_all_done" : "site_done";
    place.textContent = said(name, { done: count, all: steps.length });
  }
}

// Copies that were laid aside when a newer lesson was taken, and notebooks that were opened here.
async function showOwn() {
  const own = (await files()).filter(({ path }) => /^[^/]*\.ipynb$/.test(path));
  const links = own.filter(({ path }) => !(path in SITE.notebooks)).map(({ path }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `notebooks/index.html?path=${encodeURIComponent(path)}`;
    link.textContent = path.replace(/\.ipynb$/, "");
    item.append(link);
    return item;
  });
  the(".lessons-site-own").hidden = links.length === 0;
  the(".lessons-site-own ul").replaceChildren(...links);
}

/** @param {string} words */
const tell = (words) => (the(".lessons-site-said").textContent = words);

// Acts, and says so where the browser's storage refuses.
/**
 * @param {string} phrase
 * @param {() => Promise<unknown>} act
 */
async function told(phrase, act) {
  try {
    await act();
  } catch (problem) {
    console.error(problem);
    tell(said(phrase));
  }
}

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
  const text = await given.text();
  input.value = "";
  const opened = await reopen(text);
  if (!opened) return tell(said("site_no_file", { name: given.name }));
  const { aside } = opened;
  const sentences = [said("site_opened"), aside ? said("site_aside", { aside }) : ""];
  tell(sentences.filter(Boolean).join(" "));
  await Promise.all([showDone(), showOwn()]);
}

const input = /** @type {HTMLInputElement} */ (the(".lessons-site-open input"));
the(".lessons-site-save").addEventListener("click", () => told("site_not_saved", save));
input.addEventListener("change", () => told("site_not_opened", () => open(input)));
const show = () => Promise.all([showDone(), showOwn()]).catch(console.error);
addEventListener("pageshow", show);
show();
isKept().then((kept) => kept || tell(said("site_not_kept")));
watchVersion(() => offerVersion("site_newer", takeVersion));
keepAll((words) => (the(".lessons-site-offline").textContent = words));
