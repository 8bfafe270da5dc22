"""Findings about a whole program, one file each."""
