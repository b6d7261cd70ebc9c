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

function opened() {
  const request = indexedDB.open(NAME);
  request.onupgradeneeded = () => request.result.createObjectStore(FILES);
  return done(request);
}

/**
 * @template Result
 * @param {(files: IDBObjectStore) => IDBRequest<Result>} ask
 */
async function read(ask) {
  const database = await opened();
  try {
    return await done(ask(database.transaction(FILES).objectStore(FILES)));
  } finally {
    database.close();
  }
}

/** @returns {Promise<File[]>} */
export async function files() {
  return await isThere() ? read((all) => all.getAll()) : [];
}

/** @type {(path: string) => Promise<File | undefined>} */
export async function file(path) {
  return await isThere() ? read((all) => all.get(path)) : undefined;
}

// Takes files away and puts others there: all of it, or nothing where the browser refuses a part.
/**
 * @param {string[]} gone
 * @param {File[]} put
 */
export async function change(gone, put) {
  const database = await opened();
  try {
    const transaction = database.transaction(FILES, "readwrite");
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const all = transaction.objectStore(FILES);
    try {
      for (const path of gone) all.delete(path);
      for (const one of put) all.put(one, one.path);
    } catch (refused) {
      transaction.abort();
      await ended.catch(() => {});
      throw refused;
    }
    await ended;
  } finally {
    database.close();
  }
}

/** @param {string} path */
export const remove = (path) => change([path], []);

/** @type {(one: File, path: string) => File} */
export const named = (one, path) => ({ ...one, path, name: path.split("/").at(-1) ?? path });

// Gives a file another path.
/**
 * @param {File} one
 * @param {string} path
 */
export const move = (one, path) => change([one.path], [named(one, path)]);

// Whether the browser lets these pages have its storage.
export async function isGranted() {
  try {
    await isThere();
    return true;
  } catch {
    return false;
  }
}

// What a file says, if it is a text.
/** @param {File | undefined} one */
export function textOf(one) {
  if (!one || typeof one.content !== "string") return "";
  if (one.format !== "base64") return one.content;
  return new TextDecoder().decode(Uint8Array.from(atob(one.content), (at) => at.charCodeAt(0)));
}
