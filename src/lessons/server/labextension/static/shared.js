// What all scripts of one page share, whichever comes first: each widget has a script of its own.

/** @type {Record<symbol, any>} */
const kept = /** @type {any} */ (globalThis);

/**
 * @template Kept
 * @param {string} name
 * @param {() => Kept} first
 * @returns {Kept}
 */
export const shared = (name, first) => (kept[Symbol.for(`lessons.${name}`)] ??= first());

/**
 * Forgets what is shared, unless it is another one by now.
 * @param {string} name
 * @param {unknown} old
 */
export function unshare(name, old) {
  if (kept[Symbol.for(`lessons.${name}`)] === old) delete kept[Symbol.for(`lessons.${name}`)];
}
