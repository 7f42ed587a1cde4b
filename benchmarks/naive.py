"""WeasyPrint as its "First steps" documentation shows it, as a reference for our own renderer.

It uses the same protocol as our PDF worker. It is a separate script, so that neither warms the
other up. It uses the variable fonts of the pages, reads fonts and styles again for each report,
and leaves the garbage collector on.
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
