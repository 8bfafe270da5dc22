"""From YAML text to located nodes of text; no value is typed here and no number is read."""
