"""候补: who waits for a time that was taken; what became free, who fits first, an invitation that holds the time (F24)."""
