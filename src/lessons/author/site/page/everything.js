// All that a learner has, as one file to take to another device, and back out of it.

import { entriesOf, PROGRESS } from "./progress.js";
import { change, files, named, OWN } from "./storage.js";

/** @import { File } from "./storage.js" */

const FORMAT = "lessons-in-the-browser/1";
const MOST = 50_000_000; // characters of such a file

/** @param {{ path: string }} one */
const isOwn = ({ path }) => path === OWN || path.startsWith(`${OWN}/`);

/** @returns {Promise<{ name: string, text: string } | undefined>} undefined where there is nothing */
export async function everything() {
  const own = (await files()).filter(isOwn);
  if (!own.some(({ type }) => type !== "directory")) return undefined;
  const day = new Date().toLocaleDateString("sv"); // year, month, day
  return { name: `lessons-${day}.json`, text: JSON.stringify({ format: FORMAT, files: own }) };
}

// What a page or Python reads of a file has to be there, and to be what it says.
/** @type {(one: any) => boolean} */
function isWhole({ type, format, content }) {
  if (type === "directory") return true;
  if (type === "notebook") return format === "json" && Array.isArray(content?.cells);
  if (format === "json") return content !== undefined;
  if (typeof content !== "string") return false;
  if (format !== "base64") return true;
  try {
    atob(content);
    return true;
  } catch {
    return false;
  }
}

// Where it goes: into the learner's own folder, by names that a path can have.
/** @type {(one: any) => boolean} */
const isPlaced = ({ path, name, type }) => {
  const names = path.split("/");
  const isOfFolder = isOwn({ path }) && (names.length > 1 || type === "directory");
  const areNames = names.every((/** @type {string} */ one) => !["", ".", ".."].includes(one));
  return isOfFolder && areNames && name === names.at(-1);
};

/** @type {(one: any) => boolean} */
const isFile = (one) =>
  one !== null && typeof one === "object" && typeof one.path === "string" && isPlaced(one) &&
  ["file", "directory", "notebook"].includes(one.type) &&
  [null, "text", "base64", "json"].includes(one.format) && isWhole(one);

// The files of such a text; undefined where it is none, or holds what would not be read again.
/**
 * @param {string} text
 * @returns {File[] | undefined}
 */
function filesOf(text) {
  if (text.length > MOST) return undefined;
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { format, files: all } = given ?? {};
  if (format !== FORMAT || !Array.isArray(all) || !all.every(isFile)) return undefined;
  if (!all.some(({ type }) => type !== "directory")) return undefined;
  const progress = all.find(({ path }) => path === PROGRESS);
  return progress && !entriesOf(progress) ? undefined : all;
}

// Puts what such a file holds in place of what is here, which is set aside in a folder beside it:
// all of it, or nothing. Returns undefined where it is no such file; else the name of that folder,
// if anything was set aside.
/** @param {string} text */
export async function reopen(text) {
  const given = filesOf(text);
  if (!given) return undefined;
  const all = await files();
  const before = all.filter(isOwn);
  const aside = freeName(new Set(all.map(({ path }) => path)));
  const moved = before.map((one) => named(one, one.path.replace(OWN, aside)));
  await change(before.map(({ path }) => path), [...moved, ...given]);
  return { aside: before.length ? aside : undefined };
}

/** @param {Set<string>} taken */
function freeName(taken) {
  let number = 1;
  while (taken.has(`${OWN}-before-${number}`)) number += 1;
  return `${OWN}-before-${number}`;
}
