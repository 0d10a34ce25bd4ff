"""Kernel: the few plain ideas every stage uses (clock, money, actor, refusal, turn to write). It has no tables."""
