"""Evaluation of a program for records, and the data that goes in and comes out."""
