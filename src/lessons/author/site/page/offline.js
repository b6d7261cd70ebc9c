// The site without network: its service worker keeps all files, says when it has them, and holds a
// new version back until the learner takes it.

import { ROOT, said } from "./site.js";
import { isGranted } from "./storage.js";

const WORKER = new URL("service-worker.js?enableCache=false", ROOT);

/** @returns {Promise<ServiceWorkerRegistration | undefined>} */
async function registered() {
  try {
    return await navigator.serviceWorker?.register(WORKER);
  } catch { // a page that may have none works all the same, with network
    return undefined;
  }
}

// Whether what is done in a lesson is kept: Python reaches the browser's own storage by way of the
// service worker alone.
export const isKept = async () => await isGranted() && Boolean(await registered());

// Has all files kept, once nothing else is to be done; `tell` hears how far it is, and that it is.
/** @param {(words: string) => void} tell */
export async function keepAll(tell) {
  // Not every browser knows whether its owner pays by the byte.
  const { connection } = /** @type {any} */ (navigator);
  if (connection?.saveData) return;
  const registration = await registered();
  if (!registration) return; // then none will ever be ready
  const worker = registration.active ?? (await navigator.serviceWorker.ready).active;
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data: { left, all } }) => {
    if (left === undefined) tell(said("site_not_offline"));
    else if (left === 0) tell(said("site_offline"));
    else tell(said("site_keeping", { percent: Math.floor(100 * (1 - left / all)) }));
  };
  worker.postMessage({ kind: "keep" }, [port2]);
}

// Calls `found` as soon as there is a newer version of the site than the one that is shown.
/** @param {() => void} found */
export async function watchVersion(found) {
  const registration = await registered();
  if (!registration) return;
  /** @param {ServiceWorker | null} worker */
  const follow = (worker) => {
    const look = () => {
      if (worker?.state === "installed" && navigator.serviceWorker.controller) found();
    };
    worker?.addEventListener("statechange", look);
    look();
  };
  follow(registration.waiting);
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
}

// Lets the new version in. Never resolves then: each page loads itself anew once it is served by
// another version (newer_worker.html.j2).
export async function takeVersion() {
  const registration = await registered();
  if (!registration?.waiting) return;
  registration.waiting.postMessage({ kind: "take" });
  await new Promise(() => {});
}
