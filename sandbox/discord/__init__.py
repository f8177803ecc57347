"""Discord on loopback: REST v10, gateway, CDN, and a control API that plays the people."""
