"""`/help`: questions people ask, with what to do; to each reader their own part."""
