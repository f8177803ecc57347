"""Draw what people see into `docs/screenshots/`: it runs the demo and looks at it with headless Chromium.

Nothing in the pictures is made up: each thing shown was asked for over the wire.
"""
