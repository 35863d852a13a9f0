"""Loads a language model, and holds the chat templates and the forms of calls that training and serving share."""
