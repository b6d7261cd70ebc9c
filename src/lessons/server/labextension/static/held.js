// No end of a line parts a number from what it counts; the kernel says which those are.

const HELD = "\u00a0"; // a space at which no line ends

/** @type {(text: string, pattern: RegExp) => string} */
export const held = (text, pattern) =>
  text.replace(pattern, (_, before, after) => (before ?? after) + HELD);
