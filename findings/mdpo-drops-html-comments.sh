#!/usr/bin/env bash
# mdpo 2.1.4: a Markdown file that is translated into itself has lost its HTML comments.
#
# Source: CommonMark 0.31.2, section 4.6: a comment is an HTML block, part of the document. mdpo's
# documentation says that `pofile_to_markdown` returns the document with its messages translated;
# of directives in comments it says that its own (`mdpo-…`) are read. Others are not in the result,
# and no warning tells of it: marks between which a program writes (<!-- table -->) are gone. A
# nested list is no longer nested, and 2. becomes 1.
#
# Seen:
#   <!-- table --> is gone
#   2. Second is gone
# A good engineer would expect both to be there. Exits with 1 once that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet mdpo==2.1.4 > /dev/null
cat > ask.py <<'SCRIPT'
import sys

from mdpo import markdown_to_pofile, pofile_to_markdown

TEXT = """# Title

<!-- table -->

1. First
2. Second
"""
messages = markdown_to_pofile(TEXT)
for one in messages:
    one.msgstr = one.msgid
messages.save("same.po")
same = pofile_to_markdown(TEXT, "same.po")
gone = [line for line in ("<!-- table -->", "2. Second") if line not in same]
for line in gone:
    print(f"{line} is gone")
sys.exit(len(gone) != 2)
SCRIPT
venv/bin/python ask.py
