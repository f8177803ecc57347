"""Filters, blocks, strikes, reports and the mod-log, as people see and use them."""
