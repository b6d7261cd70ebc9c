"""Interactive lessons on insourcing and outsourcing: what a notebook may import."""

from lessons import explore

__all__ = ["explore"]
