"""WeasyPrint as its first page of documentation shows it: the reference that ours is held against.

It speaks as our press does, and is a script of its own so that neither warms the other up: the
pages' variable fonts, fonts and styles read anew for each report, the collector at work.
"""

import json
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from resource import RUSAGE_SELF, getrusage
from time import process_time
from typing import Any


def render(job: dict[str, Any]) -> bytes:
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    styles = [CSS(string=css, base_url=job["base_url"], font_config=fonts) for css in job["styles"]]
    printed: bytes = HTML(string=job["html"]).write_pdf(
        stylesheets=styles, font_config=fonts, pdf_variant=job.get("variant")
    )
    return printed


def serve(line: Connection) -> None:
    with suppress(EOFError):
        while True:
            job = json.loads(line.recv_bytes())
            began = process_time()
            printed = render(job)
            facts = {
                "pages": 0,
                "cpu_seconds": process_time() - began,
                "memory_bytes": getrusage(RUSAGE_SELF).ru_maxrss * 1024,
            }
            line.send_bytes(json.dumps(facts).encode())
            line.send_bytes(printed)


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
