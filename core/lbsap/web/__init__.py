"""The web door: pages over the actions. It holds no SQL and no arithmetic; templates receive values, never rows."""
