"""Looks at a data set: what it holds, and what is wrong in it, recomputed from what its questions print."""
