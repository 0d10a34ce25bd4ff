"""The sms channel: a port with a local simulator."""
