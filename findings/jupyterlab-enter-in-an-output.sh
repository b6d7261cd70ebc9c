#!/usr/bin/env bash
# JupyterLab 4.6.6: Enter makes no new line in a text box that a cell's output shows.
#
# Source: HTML's own text areas take Enter for the end of a line. JupyterLab's application listens
# to every key on the document and, on the key's target, to the next "beforeinput": where that is
# an "insertLineBreak" anywhere within a cell, it is prevented, in outputs as well as in editors.
# The attribute data-lm-suppress-shortcuts, which keeps shortcuts off a box, changes nothing.
#
# Seen, after "a", Enter and "b" have been typed:
#   in a page of its own: 'a\nb'
#   in an output: 'ab'
# A good engineer would expect 'a\nb' twice. Exits with 1 once that has changed. Needs a Chromium.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$server" 2> /dev/null; wait; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet jupyterlab==4.6.6 ipykernel==7.3.0 playwright==1.64.1
cat > box.ipynb <<'NOTEBOOK'
{"cells": [{"cell_type": "code", "id": "box", "execution_count": null, "metadata": {},
  "outputs": [], "source": ["from IPython.display import HTML\n",
  "HTML('<textarea id=box data-lm-suppress-shortcuts=true></textarea>')"]}],
 "metadata": {"kernelspec": {"display_name": "Python 3", "name": "python3"}},
 "nbformat": 4, "nbformat_minor": 5}
NOTEBOOK
export JUPYTER_CONFIG_DIR=$folder JUPYTERLAB_SETTINGS_DIR=$folder JUPYTERLAB_WORKSPACES_DIR=$folder
env/bin/jupyter lab --no-browser --allow-root --port=18237 --IdentityProvider.token= 2> log &
server=$!
until grep -q "is running at" log; do sleep 0.2; done
cat > ask.py <<'SCRIPT'
import os
import sys

from playwright.sync_api import sync_playwright


def typed(page):
    page.locator("#box").click()
    for key in ("a", "Enter", "b"):
        page.keyboard.press(key)
    return page.locator("#box").input_value()


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
    )
    page = browser.new_page()
    page.set_content("<textarea id=box></textarea>")
    alone = typed(page)
    page.goto("http://127.0.0.1:18237/doc/tree/box.ipynb")
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    page.locator(".jp-CodeCell .cm-content").click()
    page.keyboard.press("Control+Enter")
    within = typed(page)
print(f"in a page of its own: {alone!r}\nin an output: {within!r}")
sys.exit((alone, within) != ("a\nb", "ab"))
SCRIPT
env/bin/python ask.py
