"""What a user types: `main.py` and one thin module a command. Each imports what it needs when it runs."""
