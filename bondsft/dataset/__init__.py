"""Writes questions with computed answers to files, split by content."""
