// Serves one version of the site, and nothing but that: out of the browser's own store, so that it
// works without network. The build writes the hash of each of its files above it; by that a file
// is kept, so that versions share what is the same. What a kernel asks of its drive is handed to
// JupyterLite's own worker.

const TOGETHER = 4; // files that are fetched at once

const worker = /** @type {any} */ (self);
/** @type {Record<string, string>} of each file its hash */
const files = worker.FILES;
const { registration } = worker;
const scope = new URL(registration.scope);
const STORE = `lessons ${scope.pathname}`; // other courses may have the same host
/** @type {(path: string) => string} */
const address = (path) => new URL(path, scope).href;
/** @type {(path: string) => string} */
const key = (path) => `${address(path)}?${files[path]}`;
const WHOLE = address("?whole"); // is kept once a version has been kept wholly

// The path of an address among the site's files, if it is one.
/** @param {string} url */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  const path = decodeURIComponent(pathname.slice(scope.pathname.length));
  const found = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  return Object.hasOwn(files, found) ? found : undefined;
}

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
}

// What the network has of a file; whether it is of this version, and could be kept.
/**
 * @param {Cache} store
 * @param {string} path
 */
async function fetched(store, path) {
  const answer = await fetch(address(path), { cache: "no-cache" });
  const isOurs = answer.ok && await hashOf(await answer.clone().arrayBuffer()) === files[path];
  // A store that is full keeps nothing back from a page.
  const isKept = isOurs && await store.put(key(path), answer.clone()).then(() => true, () => false);
  return { answer, isOurs, isKept };
}

/** @type {Promise<boolean> | undefined} whether there is a newer version to which this one gives way */
let gone;

// Has a newer version take over, if there is one: this one cannot be had any more.
async function giveWay() {
  await registration.update().catch(() => {}); // the network may be that of a hotel
  const newer = registration.installing ?? registration.waiting;
  newer?.postMessage({ kind: "take" });
  if (!newer) gone = undefined;
  return Boolean(newer);
}

/**
 * @param {string} path
 * @param {boolean} isPage
 */
async function served(path, isPage) {
  const store = await caches.open(STORE);
  const kept = await store.match(key(path));
  if (kept && !await gone) return kept;
  const { answer, isOurs } = await fetched(store, path);
  if (isOurs && !await gone) return answer;
  const isGone = await (gone ??= giveWay());
  // A page loads itself anew as soon as the newer version serves it.
  return isPage || (!answer.ok && !isGone) ? answer : Response.error();
}

/** @param {Cache} store */
async function missingIn(store) {
  const have = new Set((await store.keys()).map(({ url }) => url));
  return Object.keys(files).filter((path) => !have.has(key(path)));
}

// Keeps all files that are not kept yet; `tell` hears how many are left. Fails with the first that
// cannot be kept.
/** @param {(left: number) => void} tell */
async function keepAll(tell) {
  const store = await caches.open(STORE);
  const missing = await missingIn(store);
  let left = missing.length;
  const next = async () => {
    for (let path = missing.pop(); path; path = missing.pop()) {
      const { isKept } = await fetched(store, path).catch(() => ({ isKept: false }));
      if (!isKept) {
        missing.length = 0;
        throw new Error(path);
      }
      left -= 1;
      if (left % 20 === 0 && left) tell(left);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, next));
  await store.put(WHOLE, new Response());
}

// Forgets what older versions kept, once this one is kept wholly and no newer one is on its way.
async function forgetOlder() {
  const store = await caches.open(STORE);
  if (registration.installing || registration.waiting || (await missingIn(store)).length) return;
  const own = new Set([WHOLE, ...Object.keys(files).map(key)]);
  for (const request of await store.keys()) if (!own.has(request.url)) await store.delete(request);
}

/** @param {MessagePort} port */
async function keepForPage(port) {
  const all = Object.keys(files).length;
  try {
    await keepAll((left) => port.postMessage({ left, all }));
    await forgetOlder();
    port.postMessage({ left: 0, all });
  } catch {
    port.postMessage({});
  }
}

/** @type {(value?: unknown) => void} */
let take;
const taken = new Promise((resolve) => (take = resolve));

// A newer version is there once it is kept wholly, unless it is taken before: the browser may
// change to it by itself, and without network. Where the older did not work without network
// either, it may keep less, and keeps nothing for somebody who pays by the byte.
async function install() {
  if (!registration.active) return;
  const isPromised = await caches.match(WHOLE);
  if (!isPromised && worker.navigator.connection?.saveData) return;
  const all = keepAll(() => {});
  await Promise.race([taken, isPromised ? all : all.catch(() => {})]);
}

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : undefined;
  if (!path) return;
  event.stopImmediatePropagation();
  event.respondWith(served(path, event.request.mode === "navigate"));
});

// JupyterLite's own would take over at once from the version that is being worked with.
const skipWaiting = worker.skipWaiting.bind(worker);
worker.skipWaiting = () => Promise.resolve();

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.kind === "keep") event.waitUntil(keepForPage(event.ports[0]));
  if (event.data?.kind === "take") {
    take();
    skipWaiting();
  }
});
worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(forgetOlder()));
worker.importScripts("jupyterlite-worker.js");
