// Which version of a lesson this device has. JupyterLite keeps a copy of a notebook once it is
// saved, and shows that copy ever after: one that nobody has changed is cleared away, so that the
// site's own comes; one that somebody has changed is kept until its owner takes the new one.

import { SITE } from "./site.js";
import { file, files, move, remove } from "./storage.js";

/** @type {(source: string | string[]) => string} */
const whole = (source) => (Array.isArray(source) ? source.join("") : source);

// The version of a notebook: its cells' sources, as the site's build reads them too.
/** @param {{ cells: { cell_type: string, source: string | string[] }[] }} notebook */
export function versionOf({ cells }) {
  const sources = cells.map(({ cell_type: kind, source }) => [kind, whole(source)]);
  const bytes = new TextEncoder().encode(JSON.stringify(sources));
  // CRC-32: a page on plain http has no `crypto.subtle`.
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (~rest >>> 0).toString(16).padStart(8, "0");
}

// The version that the copy on this device began as, if somebody has changed it since.
/** @param {string} path */
async function changedSince(path) {
  const copy = await file(path);
  if (!copy?.content?.cells) return undefined;
  const stamp = copy.content.metadata?.lessons_version ?? "";
  if (versionOf(copy.content) !== stamp) return stamp;
  await remove(path);
  return undefined;
}

// Whether the copy on this device is of an older version, and somebody has changed it.
/** @param {string} path */
export async function isOld(path) {
  const stamp = await changedSince(path);
  return stamp !== undefined && stamp !== SITE.notebooks[path];
}

// Lays the copy aside as a file of its own, so that the site's new version is opened.
/** @param {string} path */
export async function takeNew(path) {
  const isChanged = await changedSince(path) !== undefined;
  const copy = isChanged && await file(path);
  if (!copy) return;
  const taken = new Set((await files()).map((one) => one.path));
  let number = 1;
  const aside = () => path.replace(/\.ipynb$/, ` (own ${number}).ipynb`);
  while (taken.has(aside())) number += 1;
  await move(copy, aside());
}
