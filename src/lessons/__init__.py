"""Interactive lessons on insourcing and outsourcing: what a notebook may import."""

from lessons import explore, learn
from lessons.data import cite

__all__ = ["cite", "explore", "learn"]
