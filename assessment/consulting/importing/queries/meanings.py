"""What a list means: its sectors, team sizes and currencies."""

import re
from collections.abc import Mapping, Sequence

from assessment.consulting.importing.queries.columns import plain
from assessment.parties.businesses.models import Currency, TeamSize, Trade

GUESSES: Mapping[Trade, Sequence[str]] = {
    Trade.FOOD: (
        *("pub", "bar", "cafe", "café", "coffee", "restaurant", "bistro", "bakery", "baker"),
        *("takeaway", "catering", "caterer", "deli", "brewery", "food", "drink", "hospitality"),
    ),
    Trade.SHOP: (
        *("retail", "retailer", "store", "florist", "butcher", "grocer", "boutique", "bookshop"),
        *("newsagent", "greengrocer", "gift", "jeweller"),
    ),
    Trade.ONLINE: ("ecommerce", "webshop", "onlinestore", "onlineretail", "mailorder"),
    Trade.HOME: (
        *("plumber", "plumbing", "electrician", "builder", "building", "construction", "roofer"),
        *("carpenter", "joiner", "painter", "decorator", "gardener", "landscaping", "cleaning"),
        *("cleaner", "heating", "locksmith", "removals"),
    ),
    Trade.GARAGE: (
        *("garage", "mechanic", "automotive", "cars", "tyres", "bodyshop", "bikes", "repair"),
        "motor",
    ),
    Trade.HEALTH: (
        *("dentist", "dental", "doctor", "gp", "clinic", "physio", "physiotherapy", "optician"),
        *("pharmacy", "vet", "vets", "veterinary", "care", "health", "chiropractor", "nursery"),
        "therapist",
    ),
    Trade.BEAUTY: (
        *("barber", "barbers", "hairdresser", "hair", "salon", "nails", "spa", "beauty", "tattoo"),
    ),
    Trade.HOTEL: (
        *("hotel", "bedandbreakfast", "bandb", "bb", "guesthouse", "hostel", "travel", "tourism"),
        *("camping", "accommodation", "taxi"),
    ),
    Trade.OFFICE: (
        *("accountant", "accounting", "accountancy", "bookkeeper", "solicitor", "lawyer", "legal"),
        *("architect", "consultant", "consulting", "it", "software", "marketing", "agency"),
        *("design", "insurance", "estateagent", "finance", "services"),
    ),
    Trade.CLASSES: (
        *("yoga", "gym", "fitness", "school", "tutor", "tuition", "dance", "music", "training"),
        *("education", "courses", "pilates", "drivingschool"),
    ),
}
TRADES: Mapping[str, str] = {name: trade for trade, names in GUESSES.items() for name in names}


def known_trade(word: str) -> str | None:
    """Return the sector with this key or name; None if it is none of ours."""
    ours = {plain(name): key for key, label in Trade.choices for name in (key, str(label))}
    return ours.get(plain(word))


def guessed_trade(word: str) -> str:
    """Guess what an unknown word for a sector means, from the whole of it or a part."""
    parts = [plain(word), *map(plain, word.split())]
    return next((TRADES[part] for part in parts if part in TRADES), "")


def people_in(text: str) -> int | None:
    """Return how many people a text says; None if it is not one number."""
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else None


def size_named(text: str) -> str | None:
    """Return the team size of this key or name, or of this number of people."""
    people = people_in(text)
    for key, label in TeamSize.choices:
        low, _to, high = key.partition("-")
        if people is not None and int(low) <= people <= int(high or low):
            return key
        if plain(text) in {plain(key), plain(str(label))} and people is None:
            return key
    return None


def currency_named(text: str) -> str | None:
    """Return the currency with this code, sign or name."""
    for key, label in Currency.choices:
        name, _bracket, sign = str(label).rstrip(")").partition(" (")
        if text.casefold() in {key.casefold(), name.casefold(), sign.casefold()}:
            return key
    return None
