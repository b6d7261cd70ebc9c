"""An explorer as a whole: its controls, charts, sentence and tabs, on both sides."""
