from wangcai.customers.models.customer import Address, Consent, Customer, Household, Phone
from wangcai.customers.models.links import ShareLink
from wangcai.customers.models.pet import Breed, Carer, Flag, Pet, PetMove, Weight

__all__ = [
    "Address",
    "Breed",
    "Carer",
    "Consent",
    "Customer",
    "Flag",
    "Household",
    "Pet",
    "PetMove",
    "Phone",
    "ShareLink",
    "Weight",
]
