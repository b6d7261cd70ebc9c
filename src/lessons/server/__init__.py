"""What a Jupyter or Voilà server does differently where the lessons are."""
