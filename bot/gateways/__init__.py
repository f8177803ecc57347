"""The image gateways: clients, transports, downloads and pictures."""
