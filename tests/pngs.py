"""PNG files that a picture library would not write."""

import struct
import zlib


def png_of_chunks(
    width: int,
    height: int,
    content: bytes,
    *,
    depth: int = 8,
    colour_type: int = 2,
    clear: bytes = b"",
) -> bytes:
    """Build a PNG from its compressed content; `clear` is its transparent colour."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    chunks = [_chunk(b"IHDR", head), *([_chunk(b"tRNS", clear)] if clear else [])]
    chunks += [_chunk(b"IDAT", content), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
