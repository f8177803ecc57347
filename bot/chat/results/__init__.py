"""What can be done with a result: again, otherwise, larger, as a reference, as it was made."""
