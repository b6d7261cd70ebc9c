// What a learner has on this device: the files that JupyterLite keeps in the browser's own storage.

import { ROOT } from "./site.js";

/**
 * A file as JupyterLite keeps it.
 * @typedef {{ name: string, path: string, type: string, format: string | null, content: any, last_modified: string }} File
 */

const NAME = `JupyterLite Storage - ${ROOT.pathname}`;
const FILES = "files";
export const OWN = "my-work";

/**
 * @template Result
 * @param {IDBRequest<Result>} request
 * @returns {Promise<Result>}
 */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// JupyterLite makes its storage when it first needs it; before that nothing is there.
async function isThere() {
  const all = await indexedDB.databases();
  return all.some(({ name }) => name === NAME);
}

/**
 * @template Result
 * @param {IDBTransactionMode} mode
 * @param {(files: IDBObjectStore) => IDBRequest<Result>} act
 */
async function withFiles(mode, act) {
  const request = indexedDB.open(NAME);
  request.onupgradeneeded = () => request.result.createObjectStore(FILES);
  const database = await done(request);
  try {
    return await done(act(database.transaction(FILES, mode).objectStore(FILES)));
  } finally {
    database.close();
  }
}

/** @returns {Promise<File[]>} */
export async function files() {
  return await isThere() ? withFiles("readonly", (all) => all.getAll()) : [];
}

/** @type {(path: string) => Promise<File | undefined>} */
export async function file(path) {
  return await isThere() ? withFiles("readonly", (all) => all.get(path)) : undefined;
}

/** @param {File} one */
export const put = (one) => withFiles("readwrite", (all) => all.put(one, one.path));

/** @param {string} path */
export const remove = (path) => withFiles("readwrite", (all) => all.delete(path));

// Gives a file another path; what was there stays.
/**
 * @param {File} one
 * @param {string} path
 */
export async function move(one, path) {
  await put({ ...one, path, name: path.split("/").at(-1) ?? path });
  await remove(one.path);
}

// What a file says, if it is a text.
/** @param {File | undefined} one */
export function textOf(one) {
  if (!one || typeof one.content !== "string") return "";
  if (one.format !== "base64") return one.content;
  return new TextDecoder().decode(Uint8Array.from(atob(one.content), (at) => at.charCodeAt(0)));
}
