"""The demo shop, the camera and the hands that lead the pages."""
