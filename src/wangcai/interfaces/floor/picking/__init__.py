"""配货、质检、打包: the walk through the bins, the look, the box, and what is printed on the way."""
