"""Generic parts of a lesson's page; they know no lesson and no economics."""
