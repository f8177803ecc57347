"""Limits, extra credits and prices, as moderators decide them and members read them."""
