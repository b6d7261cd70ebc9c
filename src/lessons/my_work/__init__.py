"""The learner's folder my-work: what is kept there, how safely, and the receipt."""
