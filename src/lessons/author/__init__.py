"""What only who writes lessons runs."""
