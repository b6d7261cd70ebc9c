// Plotly asks a language for its decimal mark, but not for what stands behind a percentage: it always
// writes 25%. Where a language has it apart, what Plotly has written is put right as it appears.

const WRITTEN = ":is(.xtick, .ytick, .hoverlayer) text";
const TIGHT = /(\d)%/g;

/**
 * @param {HTMLElement} drawing
 * @param {string} percent
 */
export function setPercentsApart(drawing, percent) {
  const put = () => {
    for (const text of drawing.querySelectorAll(WRITTEN)) {
      const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (nodes.nextNode()) {
        const node = /** @type {Text} */ (nodes.currentNode);
        const apart = node.data.replace(TIGHT, `$1${percent}`);
        if (apart !== node.data) node.data = apart;
      }
    }
  };
  new MutationObserver(put).observe(drawing, { childList: true, subtree: true });
}
