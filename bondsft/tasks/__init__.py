"""Query types, one a file. `base.Task` is what a plugin author writes; `wordings/` holds the sentences as data."""
