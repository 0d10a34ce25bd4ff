"""The day board: who does what when, drawn to the minute; and what is changed on it."""
