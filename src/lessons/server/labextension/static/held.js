// No end of a line parts a number from what it counts; the kernel says which those are.

const HELD = "\u00a0"; // a space at which no line ends
const MINUS = /\u2212(?=\$)/g; // before an amount
const JOINED = "\u2212\u2060"; // with what no line ends after

/** @type {(text: string, pattern: RegExp) => string} */
export const held = (text, pattern) =>
  text.replace(pattern, (_, before, after) => (before ?? after) + HELD).replace(MINUS, JOINED);
