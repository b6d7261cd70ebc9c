// The page of a lesson in the browser edition: its beginning is there at once; JupyterLite and
// Python come behind it, and a bar says how far they are.

import { asked } from "../../../server/labextension/static/asked.js";
import { Cover } from "./cover.js";
import { answerFailures } from "./drive.js";
import { isOld, takeNew } from "./notebook_version.js";
import { isKept, keepAll, takeVersion, watchVersion } from "./offline.js";
import { ROOT, said, SITE, the } from "./site.js";
import { isGranted } from "./storage.js";
import { offerVersion } from "./version_notice.js";

const FIRST_FOR = 1500; // milliseconds in which nothing else is loaded beside the early explorer
const LONG = 90_000; // milliseconds after which something is likely to be wrong
// How far the bar is when each step begins, of a hundred.
const PAGE = 4, PYTHON = 20, LESSON = 70;

const path = new URLSearchParams(location.search).get("path") ?? "";
const cover = new Cover(path);
const step = the(".lessons-site-step");
const bar = /** @type {HTMLProgressElement} */ (the(".lessons-site-bar progress"));

/**
 * @param {string} words
 * @param {number} share of a hundred
 */
function tell(words, share) {
  if (step.textContent !== words) step.textContent = words;
  bar.value = share;
}

const long = setTimeout(() => tell(said("site_long"), bar.value), LONG);

/** @type {(words: string) => void} */
const tellOffline = (words) => {
  the(".lessons-site-bar .lessons-site-offline").textContent = words;
};

function ready() {
  clearTimeout(long);
  the(".lessons-site-bar").dataset.ready = "true";
  step.textContent = "";
  cover.close();
  keepAll(tellOffline);
}

let isRunning = false;

// What came before Python stays as it is: the lesson itself could not be run without a new page.
/** @param {string} phrase */
function tellStopped(phrase) {
  clearTimeout(long);
  tell("", 0);
  const lost = the(".lessons-site-lost");
  lost.textContent = said(phrase);
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = said("site_again");
  again.addEventListener("click", () => location.reload());
  lost.append(again);
  lost.hidden = false;
}

// What the lesson's own script tells of itself: it is there, some of its cells have been run, or all.
// If it ends with an error, the lesson is shown as it stands.
/** @param {{ state: string, run: number, cells: number, isMissing: boolean }} lesson */
function follow({ state, run, cells, isMissing }) {
  if (bar.closest("[data-ready]")) return;
  if (isRunning && state !== "running") {
    // Where a package did not come, the first cell to need it has ended all.
    return isMissing && cover.isOpen ? tellStopped("site_not_whole") : ready();
  }
  isRunning = state === "running";
  if (!run) return tell(said("site_python"), PYTHON);
  tell(said("site_lesson", { run, cells }), LESSON + (100 - LESSON) * run / cells);
  // The first thing that answers is there: nobody need wait for the rest of the lesson.
  if (document.querySelector("#main .jp-OutputArea [class^=lessons-]")) cover.close();
}

/** @type {(milliseconds: number) => Promise<void>} */
const within = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// A link to another lesson opens it here: JupyterLite would look for it in a list of files, which
// this site has not.
/** @param {MouseEvent} event */
function followLink(event) {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("#main a[href*='.ipynb']"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { pathname, hash } = new URL(link.href);
  const name = decodeURIComponent(pathname.split("/").at(-1) ?? "");
  if (!(name in SITE.notebooks)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  location.assign(`index.html?path=${encodeURIComponent(name)}${hash}`);
}

async function start() {
  addEventListener("click", followLink, { capture: true });
  tell(said("site_page"), PAGE);
  document.addEventListener("lessons-lesson", (event) => {
    follow(/** @type {CustomEvent} */ (event).detail);
  });
  // What a link asks for only Python works out.
  if (asked().length) cover.tellLinked();
  else await Promise.race([cover.enliven(), within(FIRST_FOR)]).catch(console.error);
  isKept().then((kept) => kept || tellOffline(said("site_not_kept_here")));
  if (!await isGranted()) return tellStopped("site_denied"); // JupyterLite cannot do without
  answerFailures();
  // Nor does a failing look for a newer lesson keep this one from its start.
  if (await isOld(path).catch(() => false)) offerVersion("site_newer_lesson", () => takeNew(path));
  await import(String(new URL("config-utils.js", ROOT)));
  watchVersion(() =>
    offerVersion("site_newer", async () => {
      await takeNew(path);
      await takeVersion();
    })
  );
}

start();
