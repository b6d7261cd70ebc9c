"""How an Outcome is drawn, told in a sentence and tabulated, under its model's stem."""
