"""The rules that are asked before a request is taken, one file for whoever makes them."""
