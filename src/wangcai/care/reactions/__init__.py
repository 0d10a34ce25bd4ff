"""What care does by itself after something happened: one file per subject, each imported by the app when it starts."""
