"""The courier channel: a port with a local simulator, and the address where carriers call back."""
