"""What pay is made of: its lines, what is done to them and in which order, and their total. `salary` reads it."""
