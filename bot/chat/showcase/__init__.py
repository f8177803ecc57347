"""Pictures that many members like, shown once more in a channel of their own."""
