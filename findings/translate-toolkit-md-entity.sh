#!/usr/bin/env bash
# translate-toolkit 3.20.4: a Markdown file that is translated into itself has $ where &#36; stood.
#
# Source: CommonMark 0.31.2, section 2.5: an entity is text that stands for a character and "cannot
# be used in place of symbols indicating structure". So &#36; is how a dollar is written that must
# begin no formula, and &lt;b&gt; how a tag is shown. md2po hands the character itself to the
# translator, and po2md writes it back without the entity, which changes what the page means.
#
# Seen:
#   40&#36; to 60&#36; -> 40$ to 60$
#   &lt;b&gt; -> <b>
# A good engineer would expect the same text again. Exits with 1 once that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet "translate-toolkit[markdown]==3.20.4" polib==1.2.0 > /dev/null 2>&1
cat > ask.py <<'SCRIPT'
import subprocess
import sys
from pathlib import Path

import polib

changed = 0
for text, expected in {"40&#36; to 60&#36;": "40$ to 60$", "&lt;b&gt;": "<b>"}.items():
    Path("text.md").write_text(f"{text}\n")
    run = [sys.executable, "-m"]
    subprocess.run([*run, "translate.convert.md2po", "text.md", "text.po"], check=True)
    messages = polib.pofile("text.po")
    for one in messages:
        one.msgstr = one.msgid
    messages.save()
    asked = ["translate.convert.po2md", "-t", "text.md", "text.po", "same.md"]
    subprocess.run([*run, *asked], check=True)
    same = Path("same.md").read_text().strip()
    print(f"{text} -> {same}")
    changed |= same != expected
sys.exit(changed)
SCRIPT
venv/bin/python ask.py 2> /dev/null | grep -e "->"
