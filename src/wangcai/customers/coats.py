"""Which coat a breed has, as far as its name or its grooming tells: a start for the table of minutes, free to change."""

from wangcai.customers.models import Breed, Coat

# English names as the breed list writes them; a coat is what the breed's standard calls usual.
_KNOWN = {
    Coat.DOUBLE: (
        "Golden Retriever;Labrador Retriever;Siberian Husky;Alaskan Malamute;Samoyed;Akita;Shiba Inu;Chow Chow;Pomeranian;"
        "Pembroke Welsh Corgi;Cardigan Welsh Corgi;German Shepherd;German Shepherd Dog;Border Collie;Shetland Sheepdog;"
        "Rough Collie;Collie;Australian Shepherd;Bernese Mountain Dog;Newfoundland;Great Pyrenees;Keeshond;Norwegian Elkhound;"
        "American Eskimo;American Eskimo Dog;Tibetan Mastiff;Saint Bernard;St. Bernard;Leonberger;Belgian Tervuren;"
        "Siberian;Norwegian Forest;Maine Coon;Ragdoll"
    ),
    Coat.CURLY: (
        "Toy Poodle;Miniature Poodle;Standard Poodle;Poodle (Toy);Poodle (Miniature);Poodle (Standard);Bichon Frise;"
        "Portuguese Water Dog;Bedlington Terrier;Lagotto Romagnolo;Irish Water Spaniel;Curly-Coated Retriever;Barbet;Puli;"
        "Komondor;Devon Rex;Cornish Rex;Selkirk Rex;LaPerm"
    ),
    Coat.LONG: (
        "Yorkshire Terrier;Maltese;Shih Tzu;Lhasa Apso;Pekingese;Papillon;Havanese;Afghan Hound;Old English Sheepdog;"
        "Bearded Collie;Cavalier King Charles Spaniel;Cocker Spaniel;English Cocker Spaniel;Irish Setter;English Setter;"
        "Coton de Tulear;Silky Terrier;Skye Terrier;Briard;Persian;Himalayan;British Longhair;Birman;Turkish Angora;"
        "Turkish Van;Balinese;Somali;Domestic Longhair;Domestic Medium Hair"
    ),
    Coat.WIRE: (
        "Miniature Schnauzer;Standard Schnauzer;Giant Schnauzer;West Highland White Terrier;Scottish Terrier;Airedale Terrier;"
        "Cairn Terrier;Wire Fox Terrier;Border Terrier;Irish Wolfhound;Wirehaired Pointing Griffon;German Wirehaired Pointer;"
        "Brussels Griffon;Affenpinscher;Norfolk Terrier;Norwich Terrier;Welsh Terrier;Irish Terrier;Scottish Deerhound"
    ),
    Coat.SMOOTH: (
        "Boxer;Doberman Pinscher;Great Dane;Weimaraner;Vizsla;Greyhound;Whippet;Italian Greyhound;Dalmatian;Pointer;"
        "Miniature Pinscher;Boston Terrier;Bull Terrier;Basenji;Rhodesian Ridgeback;French Bulldog;Bulldog;English Bulldog;"
        "Staffordshire Bull Terrier"
    ),
    Coat.SHORT: (
        "British Shorthair;American Shorthair;Exotic Shorthair;Domestic Shorthair;Siamese;Russian Blue;Bengal;Scottish Fold;"
        "Burmese;Bombay;Abyssinian;Chartreux;Korat;Pug;Beagle;Chihuahua;Dachshund;Rottweiler;Jack Russell Terrier"
    ),
    Coat.HAIRLESS: "Sphynx;Chinese Crested;Xoloitzcuintli;Peruvian Inca Orchid;American Hairless Terrier",
}  # fmt: skip
BY_NAME = {name.lower(): coat for coat, names in _KNOWN.items() for name in names.split(";")}
# Heaviest grown dog of a size, in grams.
SIZES = ((5_000, Breed.Size.TOY), (10_000, Breed.Size.SMALL), (25_000, Breed.Size.MEDIUM), (45_000, Breed.Size.LARGE))


def coat_of(name_en: str, grooming: str = "", shedding: str = "") -> str:
    """The coat by the breed's name, else guessed from how often it is groomed and how it sheds (the kennel club's words)."""
    known = BY_NAME.get(name_en.strip().lower())
    if known:
        return known
    grooming, shedding = grooming.lower(), shedding.lower()
    if "professional" in grooming:
        return Coat.CURLY if "infrequent" in shedding else Coat.LONG
    if "daily" in grooming:
        return Coat.LONG
    if "2-3" in grooming:
        return Coat.DOUBLE if "season" in shedding or "regular" in shedding or "frequent" == shedding else Coat.LONG
    return Coat.SHORT if grooming else ""


def size_of(weight_to_g: int | None) -> str:
    """The size a grown dog of this weight belongs to."""
    if not weight_to_g:
        return ""
    return next((size for most, size in SIZES if weight_to_g <= most), Breed.Size.GIANT)
