"""Tests: one folder for each app, `journeys` in a real browser, `races` with many threads."""
