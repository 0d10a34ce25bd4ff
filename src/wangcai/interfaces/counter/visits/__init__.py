"""到店: a visit from its booking to the door – who, which pets, what, when, the health asked, the plan signed, the pet taken in."""
