"""One small program per goal of speed. Each prints the figure, the floor measured in the same run, and the ratio.

A lone time means nothing; trust in this order: statements per order (exact), processor time per order, ratios.
    ./wangcai bench S1 --engine postgresql
"""
