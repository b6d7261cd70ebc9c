// A part of a drawing, as `element` makes one of a page.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Node} parent
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function drawn(parent, tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.appendChild(made);
  return made;
}
