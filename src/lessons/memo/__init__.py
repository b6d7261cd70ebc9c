"""The decision memo, from proposal to file."""
