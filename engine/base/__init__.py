"""What everything stands on: exact numbers, quantities with units, places in a text, two languages, limits."""
