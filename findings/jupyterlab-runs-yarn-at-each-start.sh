#!/usr/bin/env bash
# jupyterlab 4.6.6 (PyPI): importing jupyterlab.labapp runs "node yarn.js config" and waits for it
# wherever node is found, though only a build would need the answer. No setting leaves it out.
#
# Source: jupyterlab/labapp.py, `app_version = get_app_version()` at module level, which makes an
# _AppHandler, whose AppOptions.registry has _yarn_config for its default (jupyterlab/commands.py).
# Expected: a server that builds nothing starts no other program before it answers.
# Seen: "asked of node at import: yarn.js config". With a real node 1.8 of 5.7 seconds of a start on
# a busy machine. Exits with 1 once that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check jupyterlab==4.6.6

# What stands for node writes down what it is asked, and answers as if nothing were configured.
mkdir "$folder/bin"
cat > "$folder/bin/node" << 'EOF'
#!/bin/sh
echo "$(basename "$1") $2" >> "$ASKED"
EOF
chmod +x "$folder/bin/node"
export ASKED="$folder/asked" PATH="$folder/bin:$PATH"
"$folder/venv/bin/python" -c "import jupyterlab.labapp"
echo "asked of node at import: $(cat "$ASKED")"
[ "$(cat "$ASKED")" = "yarn.js config" ]
