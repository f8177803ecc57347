"""Cards that people work with: lists to page through, choices to make."""
