"""What is kept of the learner in their own folder, how safely, and the receipt."""
