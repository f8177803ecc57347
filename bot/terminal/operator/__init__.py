"""What the operator decides and looks up at the terminal, also while the bot runs."""
