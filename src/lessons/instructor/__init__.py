"""What only an instructor needs: a class's receipts and the guide. No notebook imports it."""
