"""Interactive lessons on insourcing and outsourcing: what a notebook may import."""

from lessons import explore
from lessons.data import cite

__all__ = ["cite", "explore"]
