// What each part sends of itself: it fetches the script and the styles that it shares with all parts
// of its kind on the page. They are kept under their own text, which is the same in every kernel.

const KEPT = Symbol.for("lessons.scripts");
const kept = (globalThis[KEPT] ??= new Map());

function once(text, make) {
  if (!kept.has(text)) kept.set(text, make(text));
  return kept.get(text);
}

async function imported(script) {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const module = await import(address);
  URL.revokeObjectURL(address);
  return module.default;
}

function styled(styles) {
  const sheet = document.createElement("style");
  sheet.textContent = styles;
  return document.head.appendChild(sheet);
}

export default {
  async render(given) {
    const page = await given.host.getModel(given.model.get("page_script"));
    once(page.get("styles"), styled);
    const part = await once(page.get("text"), imported);
    if (!given.signal.aborted) return part.render(given);
  },
};
