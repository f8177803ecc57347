"""The synchronous gateway: one long POST, in the shape of the OpenAI Images API."""
