// All that a learner has, as one file to take to another device, and back out of it.

import { files, move, OWN, put } from "./storage.js";

/** @import { File } from "./storage.js" */

const FORMAT = "lessons-in-the-browser/1";
const MOST = 50_000_000; // characters of such a file

/** @param {File} one */
const isOwn = ({ path }) => path === OWN || path.startsWith(`${OWN}/`);

/** @returns {Promise<{ name: string, text: string } | undefined>} undefined where there is nothing */
export async function everything() {
  const own = (await files()).filter(isOwn);
  if (!own.some(({ type }) => type !== "directory")) return undefined;
  const day = new Date().toLocaleDateString("sv"); // year, month, day
  return { name: `lessons-${day}.json`, text: JSON.stringify({ format: FORMAT, files: own }) };
}

/** @type {(one: any) => boolean} */
const isFile = (one) =>
  one !== null && typeof one === "object" && typeof one.path === "string" && isOwn(one) &&
  !one.path.split("/").includes("..") && one.name === one.path.split("/").at(-1) &&
  ["file", "directory"].includes(one.type) &&
  [null, "text", "base64", "json"].includes(one.format);

// Puts what such a file holds in place of what is here, which is set aside in a folder beside it.
// Returns undefined where it is no such file; else how many files there were, and that folder.
/** @param {string} text */
export async function reopen(text) {
  if (text.length > MOST) return undefined;
  /** @type {{ format?: string, files?: File[] }} */
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (given?.format !== FORMAT || !given.files?.length || !given.files.every(isFile)) {
    return undefined;
  }
  const all = await files();
  const before = all.filter(isOwn);
  const aside = freeName(new Set(all.map(({ path }) => path)));
  for (const one of before) await move(one, one.path.replace(OWN, aside));
  for (const one of given.files) await put(one);
  const count = given.files.filter(({ type }) => type === "file").length;
  return { count, aside: before.length ? aside : undefined };
}

/** @param {Set<string>} taken */
function freeName(taken) {
  let number = 1;
  while (taken.has(`${OWN}-before-${number}`)) number += 1;
  return `${OWN}-before-${number}`;
}
