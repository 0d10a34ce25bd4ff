"""Use cases of membership: tiers and who has them."""
