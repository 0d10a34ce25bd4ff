"""Pages about the shop itself: signing in, people and roles, store settings, devices, keys, the audit, today."""
