"""The plan: what its author wrote, and the core program it becomes."""
