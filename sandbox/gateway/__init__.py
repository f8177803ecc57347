"""Stands in for both image gateways: the OpenOctopus task API and the OctopusX Images API.

It reads both documents for itself and shares no code with the bot. `README.md` beside this file
holds the grammar of the faults and the control API.
"""
