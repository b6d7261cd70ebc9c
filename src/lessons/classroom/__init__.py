"""A class that predicts together, on its own phones: its room, and how its answers are shown."""
