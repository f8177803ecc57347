"""What people find again: their pictures and their favourites."""
