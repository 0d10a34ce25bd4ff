"""Tiers and the price they give. It lies below orders because a price at order time needs it."""
