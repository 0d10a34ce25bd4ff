"""The mail channel: a port with a local simulator."""
