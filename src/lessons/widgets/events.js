// Whether an event comes from an element of some kind.
/** @type {(event: Event, selector: string) => boolean} */
export const comesFrom = ({ target }, selector) =>
  target instanceof Element && target.matches(selector);
