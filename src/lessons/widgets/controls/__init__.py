"""The controls of an explorer, on both sides."""
