"""Advice about how a plan is designed, from the sources' own counsel; one piece of advice a file."""
