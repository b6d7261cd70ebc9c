"""A hub runs on Linux and macOS: its start script is not tried on Windows."""

import os

collect_ignore = ["test_home.py"] if os.name == "nt" else []
