#!/usr/bin/env bash
# pyodide 314.0.3 (npm). Found when the start of a page with Python was taken apart.
#
# A desktop's Python keeps the code of its standard library, so that no start compiles it. Pyodide's
# python_stdlib.zip holds each module as source alone, and its folder in a browser keeps nothing: so
# each page that is opened compiles anew what it imports of the library. Put in as code, by the same
# Python, the same imports take less than half the time.
#
# Seen: "559 modules as source, 0 as code", and "as source ... ms, as code ... ms, half: true".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit pyodide@314.0.3 > /dev/null
cat > take.mjs <<'JS'
import { loadPyodide } from "pyodide";
const COUNTED = `
import zipfile
names = zipfile.ZipFile("/lib/python314.zip").namelist()
[sum(name.endswith(end) for name in names) for end in (".py", ".pyc")]`;
const COMPILED = `
import io, py_compile, zipfile
made = zipfile.ZipFile("/made.zip", "w")
for one in zipfile.ZipFile("/lib/python314.zip").infolist():
    open("/one.py", "wb").write(zipfile.ZipFile("/lib/python314.zip").read(one))
    if one.filename.endswith(".py"):
        py_compile.compile("/one.py", "/one.pyc", invalidation_mode=
            py_compile.PycInvalidationMode.UNCHECKED_HASH)
        made.write("/one.pyc", one.filename + "c")
made.close()`;
const IMPORTED = `
import sys, time
if PLACE != "/lib/python314.zip":
    sys.path[sys.path.index("/lib/python314.zip")] = PLACE
began = time.process_time()
import asyncio, argparse, dataclasses, decimal, email.message, http.client, inspect, json, \
    logging.config, pathlib, statistics, tempfile, typing, unittest.mock, xml.dom.minidom
1000 * (time.process_time() - began)`;
const first = await loadPyodide();
const [source, code] = first.runPython(COUNTED).toJs();
console.log(`${source} modules as source, ${code} as code`);
first.runPython(COMPILED);
const made = first.FS.readFile("/made.zip");
const took = [];
for (const place of ["/lib/python314.zip", "/made.zip"]) {
  const python = await loadPyodide();
  python.FS.writeFile("/made.zip", made);
  took.push(Math.round(python.runPython(`PLACE = "${place}"\n${IMPORTED}`)));
}
console.log(`as source ${took[0]} ms, as code ${took[1]} ms, half: ${took[1] < took[0] / 2}`);
process.exit(source > 0 && code === 0 && took[1] < took[0] / 2 ? 0 : 1);
JS
node take.mjs
