"""The owner's page of one pet: what is on file, vaccinations with proof, the identity card."""
