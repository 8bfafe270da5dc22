"""A plan as a contract that people read: every rule in words, in Chinese or English, as Markdown or HTML (S0-1)."""
