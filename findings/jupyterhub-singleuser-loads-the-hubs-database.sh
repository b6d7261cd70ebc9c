#!/bin/sh
# jupyterhub 6.1.1: each single-user server brings in the hub's own database and pages.
#
# Source: jupyterhub/singleuser/extension.py takes log_request from jupyterhub/log.py, which imports
# jupyterhub.handlers.pages for one isinstance check; by that way, and by jupyterhub/metrics.py,
# scopes.py, roles.py and utils.py, come jupyterhub.orm, SQLAlchemy and Alembic.
# Expected: a learner's server, which has no database, takes in none.
# Behaviour: all of them are imported: 45 MB (PSS) and 0.9 s of processor time of some 110 MB and
# 1.8 s, again in every learner's server.
# Output seen (2 cores, Python 3.11):
#   sqlalchemy True, alembic True, jupyterhub.orm True, jupyterhub.handlers.base True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  jupyterhub==6.1.1 jupyter-server==2.21.1 sqlalchemy==2.1.9 alembic==1.20.1
"$folder/venv/bin/python" - <<'CODE'
import sys

import jupyterhub.singleuser.extension  # what `jupyterhub-singleuser` runs

names = ("sqlalchemy", "alembic", "jupyterhub.orm", "jupyterhub.handlers.base")
print(", ".join(f"{name} {name in sys.modules}" for name in names))
sys.exit(not all(name in sys.modules for name in names))
CODE
