"""The chart of an explorer, on both sides."""
