"""摄像头: which room has one, when owners may watch and how long. An address goes in and never comes out."""
