"""交给主人: the report on how the pet goes home, its things, who takes it, and what owners ask back."""
