"""Turn the pages of a PDF into pictures."""

from io import BytesIO

POINTS_PER_INCH = 72


def pictures_of(pdf: bytes, dpi: int) -> list[bytes]:
    """Return each page of a PDF as PNG; the same PDF always gives the same bytes.

    PDFium may only be used by one thread at a time, so this runs in the PDF worker.
    """
    # Imported here because few requests ask for pictures, and the site never makes any itself.
    import pypdfium2  # noqa: PLC0415

    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            out = BytesIO()
            picture = page.render(scale=dpi / POINTS_PER_INCH).to_pil()
            picture.save(out, "PNG", optimize=True, dpi=(dpi, dpi))
            pictures.append(out.getvalue())
    return pictures
