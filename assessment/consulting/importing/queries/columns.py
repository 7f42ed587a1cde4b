"""Which column of a list contains which value, by the names that people give their columns."""

from collections.abc import Mapping, Sequence

from assessment.consulting.importing.models import ListColumn

ALSO_CALLED: Mapping[ListColumn, Sequence[str]] = {
    ListColumn.NAME: (
        *("business", "businessname", "nameofbusiness", "nameofthebusiness", "company"),
        *("companyname", "client", "clientname", "firm", "organisation", "organization"),
        *("tradingname", "name"),
    ),
    ListColumn.EMAIL: (
        *("ownersemail", "owneremail", "ownersemailaddress", "contactemail", "email"),
        *("emailaddress", "emails", "mail", "address"),
    ),
    ListColumn.OWNER: (
        *("ownersname", "ownername", "owner", "contactname", "contact", "contactperson", "person"),
        "fullname",
    ),
    ListColumn.SECTOR: ("sector", "industry", "trade", "whattheydo", "kindofbusiness", "category"),
    ListColumn.PEOPLE: (
        *("people", "teamsize", "team", "staff", "employees", "numberofemployees", "headcount"),
        *("howmanypeople", "size"),
    ),
    ListColumn.CURRENCY: ("currency",),
    ListColumn.TAGS: ("tags", "tag", "labels", "label", "groups", "group"),
}
"""Names in the order in which they count, as `plain` writes them."""


def plain(words: str) -> str:
    """Reduce a name to what makes it the same: its letters and digits."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def matched_columns(heads: Sequence[str]) -> dict[str, int]:
    """Return where each of our values is; a column that nothing is called like is left out."""
    places = {plain(head): place for place, head in reversed(list(enumerate(heads))) if head}
    found: dict[str, int] = {}
    for column, names in ALSO_CALLED.items():
        known = (places[name] for name in (plain(str(column.label)), *names) if name in places)
        place = next((place for place in known if place not in found.values()), None)
        if place is not None:
            found[column] = place
    return found
