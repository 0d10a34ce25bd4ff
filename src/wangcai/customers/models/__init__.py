from wangcai.customers.models.customer import Address, CodePad, Consent, Customer, Household, Phone
from wangcai.customers.models.health import (
    FoundNotice,
    HealthRecord,
    IncompatiblePair,
    PetCard,
    PortalCode,
    Remark,
    VaccinePlan,
)
from wangcai.customers.models.links import ShareLink
from wangcai.customers.models.pet import Breed, Carer, Coat, Flag, Pet, PetMove, Species, Weight

__all__ = [
    "Address",
    "Breed",
    "Carer",
    "Coat",
    "CodePad",
    "Consent",
    "Customer",
    "Flag",
    "FoundNotice",
    "HealthRecord",
    "Household",
    "IncompatiblePair",
    "Pet",
    "PetCard",
    "PetMove",
    "Phone",
    "PortalCode",
    "Remark",
    "ShareLink",
    "Species",
    "VaccinePlan",
    "Weight",
]
