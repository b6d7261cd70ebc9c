#!/usr/bin/env bash
# axe-core 4.12.1: two sections with the role of a group are reported as landmarks of one name.
#
# Source: WAI-ARIA 1.2 lists the landmark roles, and `group` is none of them; a role that is written
# down takes the place of the element's own. axe-core's rule "landmark-unique" reports
# <section role="group" aria-label="A"> twice on a page all the same, and <div role="group"> not.
#
# Seen:
#   section: landmark-unique
#   div: nothing
# A good engineer would expect nothing both times. Exits with 1 once that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund axe-core@4.12.1 jsdom@26.1.0 > /dev/null
cat > ask.cjs <<'SCRIPT'
const { readFileSync } = require("node:fs");
const { JSDOM } = require("jsdom");

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const EXPECTED = { section: "landmark-unique", div: "nothing" };

async function found(tag) {
  const group = (text) => `<${tag} role="group" aria-label="A"><p>${text}</p></${tag}>`;
  const body = `<main><h1>Page</h1>${group("One")}${group("Two")}</main>`;
  const page = `<!doctype html><html lang="en"><title>Page</title><body>${body}</body></html>`;
  const { window } = new JSDOM(page, { runScripts: "outside-only" });
  window.eval(AXE);
  const runOnly = ["landmark-unique"];
  const { violations } = await window.axe.run(window.document, { runOnly });
  return violations.map(({ id }) => id).join(", ") || "nothing";
}

(async () => {
  let changed = 0;
  for (const [tag, expected] of Object.entries(EXPECTED)) {
    const seen = await found(tag);
    console.log(`${tag}: ${seen}`);
    if (seen !== expected) changed = 1;
  }
  process.exit(changed);
})();
SCRIPT
node ask.cjs
