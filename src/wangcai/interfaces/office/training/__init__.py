"""训练课程: what is taught, which pets are in it, how they develop, and who says that they may go home."""
