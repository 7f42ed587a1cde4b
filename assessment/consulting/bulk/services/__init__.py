"""Ask for files of many clients, make them, pack them and erase them."""

from assessment.consulting.bulk.services.asking import (
    MOST_CLIENTS,
    MOST_JOBS,
    NobodyLeft,
    TooManyClients,
    TooManyJobs,
    TooMuchStored,
    ask_for_files,
    stop,
    try_again,
)
from assessment.consulting.bulk.services.erasing import erase
from assessment.consulting.bulk.services.making import end_lost, make_client
from assessment.consulting.bulk.services.storage import content_of
from assessment.consulting.bulk.services.zipping import NoRoom, zip_of

__all__ = [
    "MOST_CLIENTS",
    "MOST_JOBS",
    "NoRoom",
    "NobodyLeft",
    "TooManyClients",
    "TooManyJobs",
    "TooMuchStored",
    "ask_for_files",
    "content_of",
    "end_lost",
    "erase",
    "make_client",
    "stop",
    "try_again",
    "zip_of",
]
