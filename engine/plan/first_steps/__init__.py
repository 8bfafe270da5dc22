"""The main road of the language at work: given figures, what is made of them, and what is paid for it."""
