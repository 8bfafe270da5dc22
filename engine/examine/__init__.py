"""Plan tests: what a plan's examples exercise, the examples that are missing, and the mistakes none of them notices."""
