"""A hub runs on Linux and macOS: what is made for it is not tried on Windows."""

import os

collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []
