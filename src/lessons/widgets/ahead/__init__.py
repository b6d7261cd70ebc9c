"""Ahead of the kernel: what moves would send, on the page before they are made."""
