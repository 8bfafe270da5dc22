"""The files made from the engine's own declarations: `python -m engine.generate` writes them into a checkout."""
