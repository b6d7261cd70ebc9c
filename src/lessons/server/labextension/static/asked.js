// What the address of a page asks for, besides what its server reads of it.

const OF_THE_SERVER = ["token", "theme", "template", "path"];

/** @type {() => [name: string, value: string][]} */
export const asked = () =>
  [...new URLSearchParams(location.search)].filter(([name]) => !OF_THE_SERVER.includes(name));
