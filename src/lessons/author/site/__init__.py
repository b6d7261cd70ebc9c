"""The browser edition: a static site on which the lessons run with nothing installed."""
