"""The owner watches the room: a page, and every piece of the stream behind the same question whether it may be shown."""
