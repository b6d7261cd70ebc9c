// What JupyterLab and Notebook 7 load first of an extension: where its parts are.
// It is written by hand, so that nothing has to be built; the parts are modules of the browser.

(() => {
  const { src: here } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const NEEDED = ["application", "notebook", "statusbar"].map((name) => `@jupyterlab/${name}`);
  const STYLES = ["lesson_reading.css", "lesson.css", "panel.css", "fold.css"];
  /** @type {Record<string, Record<string, { get(): Promise<() => object> }>>} */
  let shared;

  // What the page itself is made of; there is one version of each.
  /** @param {string} name */
  async function sharedModule(name) {
    const [version] = Object.values(shared[name] ?? {});
    return version ? (await version.get())() : {};
  }

  async function get() {
    for (const name of STYLES) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = String(new URL(name, here));
      document.head.append(style);
    }
    const { plugin } = await import(String(new URL("lesson.js", here)));
    const modules = await Promise.all([...NEEDED, "@lumino/widgets"].map(sharedModule));
    const made = plugin(Object.assign({}, ...modules));
    return () => ({ __esModule: true, default: made });
  }

  const page = /** @type {any} */ (globalThis);
  page._JUPYTERLAB ??= {};
  page._JUPYTERLAB.lessons = {
    init: (/** @type {typeof shared} */ scope) => (shared = scope),
    get,
  };
})();
