"""Marks a model's replies against computed answers and reports how often it is right. Needs no model."""
