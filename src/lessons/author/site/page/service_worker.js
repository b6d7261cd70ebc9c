// Serves the site's files out of the browser's own store, so that it works without network, and
// hands what a kernel asks of its drive to JupyterLite's own worker. The build writes its version
// and the hash of each file above it.

const OWN = "lessons-";
const TOGETHER = 4; // files that are fetched at once

const worker = /** @type {any} */ (self);
/** @type {{ version: string, files: Record<string, string> }} of each file its hash */
const { version, files } = worker.SITE;
const STORE = `${OWN}${version}`;
/** @type {(path: string) => string} */
const address = (path) => new URL(path, worker.registration.scope).href;

// The path of an address among the site's files, if it is one.
/** @param {string} url */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  const scope = new URL(worker.registration.scope);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  const path = decodeURIComponent(pathname.slice(scope.pathname.length));
  const found = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  return found in files ? found : undefined;
}

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
}

// A file of this very version: kept before, or fetched and looked at now.
/**
 * @param {Cache} store
 * @param {string} path
 */
async function fetched(store, path) {
  const key = `${address(path)}?${files[path]}`;
  const kept = await caches.match(key);
  if (kept) {
    await store.put(key, kept.clone());
    return kept;
  }
  const answer = await fetch(address(path), { cache: "no-cache" });
  const bytes = await answer.clone().arrayBuffer();
  if (answer.ok && await hashOf(bytes) === files[path]) await store.put(key, answer.clone());
  return answer;
}

/** @param {string} path */
async function served(path) {
  const store = await caches.open(STORE);
  return await store.match(`${address(path)}?${files[path]}`) ?? fetched(store, path);
}

// Keeps all files that are not kept yet, and tells how many are left.
/** @param {MessagePort} port */
async function keepAll(port) {
  const store = await caches.open(STORE);
  const have = new Set((await store.keys()).map(({ url }) => url));
  const missing = Object.keys(files).filter((path) => !have.has(`${address(path)}?${files[path]}`));
  let left = missing.length;
  const all = Object.keys(files).length;
  const next = async () => {
    for (let path = missing.pop(); path; path = missing.pop()) {
      const answer = await fetched(store, path);
      if (!answer.ok) throw new Error(path);
      left -= 1;
      if (left % 20 === 0 && left) port.postMessage({ left, all });
    }
  };
  try {
    await Promise.all(Array.from({ length: TOGETHER }, next));
    port.postMessage({ left: 0, all });
  } catch {
    port.postMessage({});
  }
}

// What older versions kept, once this one serves.
async function forgetOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN) && name !== STORE) await caches.delete(name);
  }
}

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : undefined;
  if (!path) return;
  event.stopImmediatePropagation();
  event.respondWith(served(path));
});
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.kind === "keep") event.waitUntil(keepAll(event.ports[0]));
  if (event.data?.kind === "take") worker.skipWaiting();
});
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(forgetOlder()));

// JupyterLite's own would take over at once from the version that is being worked with.
const skipWaiting = worker.skipWaiting.bind(worker);
worker.skipWaiting = () => Promise.resolve();
worker.importScripts("jupyterlite-worker.js");
worker.skipWaiting = skipWaiting;
