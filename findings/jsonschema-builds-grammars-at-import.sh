#!/usr/bin/env bash
# jsonschema 4.26.0 with its extra format-nongpl: importing it builds dozens of Earley parsers.
#
# Source: jsonschema/_format.py imports rfc3987_syntax where that is installed, as the extra asks
# (since 4.25.0; jupyter-events asks for the extra). rfc3987_syntax 1.1.0 makes one lark.Lark for each
# of its terms while it is imported, though a schema would have to name the format "iri" for any.
# Expected: what checks one format is made when a schema names it first.
#
# Seen: "parsers built by the import: 39", and 1.3 to 3.2 seconds of each Jupyter server's start;
# jsonschema 4.24.1 builds none. Exits with 1 once that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
count='
import lark
built = []
made = lark.Lark.__init__
lark.Lark.__init__ = lambda self, *a, **k: (built.append(self), made(self, *a, **k))[1]
import jsonschema
print(len(built))
'
pip="$folder/bin/pip install --quiet --disable-pip-version-check lark==1.3.1"
$pip 'jsonschema[format-nongpl]==4.26.0' rfc3987-syntax==1.1.0 2> /dev/null
built=$("$folder/bin/python" -c "$count")
echo "parsers built by the import: $built"
$pip 'jsonschema[format-nongpl]==4.24.1' 2> /dev/null
before=$("$folder/bin/python" -c "$count")
echo "by that of jsonschema 4.24.1: $before"
[ "$built" = 39 ] && [ "$before" = 0 ]
