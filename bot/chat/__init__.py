"""The Discord face: cards, words, buttons, delivery."""
