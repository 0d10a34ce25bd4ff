"""Use cases of the catalogue: goods, their variants, codes and prices."""
