"""Pure economics, one idea a file: a Scenario goes in, an Outcome comes out."""
