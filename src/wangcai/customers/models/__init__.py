from wangcai.customers.models.customer import Address, CodePad, Consent, Customer, Household, Phone
from wangcai.customers.models.links import ShareLink
from wangcai.customers.models.pet import Breed, Carer, Flag, Pet, PetMove, Species, Weight

__all__ = [
    "Address",
    "Breed",
    "Carer",
    "CodePad",
    "Consent",
    "Customer",
    "Flag",
    "Household",
    "Pet",
    "PetMove",
    "Phone",
    "ShareLink",
    "Species",
    "Weight",
]
