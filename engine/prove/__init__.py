"""What holds of every possible input: ranges, guarantees, budget; proved, refuted with a witness, or not decided."""
