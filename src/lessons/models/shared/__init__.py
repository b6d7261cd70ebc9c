"""What several models count with."""
