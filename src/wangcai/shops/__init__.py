"""The shop itself: chain, stores, staff and what they may do, opening hours, number pads, trusted devices, tokens."""
