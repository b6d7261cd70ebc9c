"""A hub runs on Linux and macOS: its scripts are not tried on Windows."""

import os

collect_ignore = ["test_home.py", "test_image_source.py"] if os.name == "nt" else []
