// Has Pyodide compile its own library and what is in wheels: `node compile.mjs <pyodide> <runtime>
// <wheels> <what to run>`. So the code is that of the very Python that a browser will have.

const page = /** @type {any} */ (globalThis); // node's, not a browser's
const [source, runtime, wheels, code] = page.process.argv.slice(2);
const { loadPyodide } = await import(String(new URL(`${source}/pyodide.mjs`, "file://")));
const pyodide = await loadPyodide({ indexURL: source });
const { FS } = pyodide;
for (const [name, root] of Object.entries({ runtime, wheels })) {
  FS.mkdir(`/${name}`);
  FS.mount(FS.filesystems.NODEFS, { root }, `/${name}`);
}
pyodide.runPython(code);
