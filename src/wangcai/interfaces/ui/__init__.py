"""The look: tokens, components, frames and the few scripts every page is made of. No business, no tables."""
