"""Appeals: a member asks moderators for what a limit refused, and they decide on a card."""
