"""The words of the face and their translations: extracted, brought together, checked and compiled."""
