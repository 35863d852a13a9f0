"""Loads a language model, and holds the chat templates that training and serving share."""
