"""Formulas: the author's text to a tree of our own; no other parser ever sees the text."""
