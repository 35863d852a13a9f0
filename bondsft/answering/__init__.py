"""Asks a model: what it may write, what to doubt in its turns, how they are mended, and the loop of calculator calls."""
