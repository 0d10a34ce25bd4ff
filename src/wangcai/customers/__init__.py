"""双档案: one file for the customer and one for each pet, households, carers, consents, preferences, flags, signed links."""
