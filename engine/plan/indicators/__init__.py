"""The indicators of the trade as ready definitions: what one is, and each with what it takes and leaves out."""
