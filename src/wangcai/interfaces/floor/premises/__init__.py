"""巡检、打扫与事故: the opening and closing round, rooms to clean, incidents."""
