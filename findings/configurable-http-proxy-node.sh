#!/usr/bin/env bash
# configurable-http-proxy 5.3.0: it says that Node.js 20 is enough, and depends on what needs 22.12.
#
# Source: its package.json has "engines": { "node": ">= 20" } and "commander": "~15.0.0"; that of
# commander 15.0.0 has "engines": { "node": ">=22.12.0" }. So npm warns of an unsupported engine on
# Node.js 20, and with engine-strict, as some builds have it, the install is refused.
# It starts there all the same.
#
# Seen, whatever Node.js runs here:
#   configurable-http-proxy 5.3.0 wants node >= 20
#   commander ~15.0.0 wants node >=22.12.0
# A good engineer would expect the package to want at least what its parts want. 5.2.0 does. Exits
# with 1 once that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --engine-strict=false \
  configurable-http-proxy@5.3.0 > /dev/null 2>&1
cat > ask.cjs <<'SCRIPT'
const { readFileSync } = require("node:fs");

const told = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
const proxy = told("configurable-http-proxy");
const part = told("commander");
console.log(`${proxy.name} ${proxy.version} wants node ${proxy.engines.node}`);
console.log(`commander ${proxy.dependencies.commander} wants node ${part.engines.node}`);
const same = proxy.engines.node === ">= 20" && part.engines.node === ">=22.12.0";
process.exit(same ? 0 : 1);
SCRIPT
node ask.cjs
