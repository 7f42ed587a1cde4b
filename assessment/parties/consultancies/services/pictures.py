"""Read an image of any common kind as plain sRGB colours with transparency."""

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from assessment.foundation.formatting.logos import open_image

KINDS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 16_000_000
SCAN = b"\xff\xda"
"""The marker of a scan in a JPEG, which compressed data never contains."""
MOST_SCANS = 200
FULL_SIDE = 600
WIDEST = 2_400
USUAL_RATIO = 4
DEPTH_AT = 24
"""Where a PNG says how many bits a sample has."""
GREY = frozenset({"1", "L", "LA", "I", "I;16", "I;16B"})
MODE_OF_PROFILE = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
SHADES_16 = 65_536
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class TooManyPixels(Exception):
    """The image is too large to be decoded."""


class SeveralFrames(Exception):
    """The image is animated."""


def read_picture(sent: bytes) -> Image.Image:
    """Return an image upright in RGBA and sRGB, small enough for a logo.

    Raises:
        TooManyPixels, SeveralFrames: the image is not accepted.
        Exception: the file is damaged; Pillow does not document which exceptions this causes.
    """
    with open_image(sent, formats=KINDS) as picture:
        # The size comes from the header, so a decompression bomb is refused before decoding.
        if picture.width * picture.height > MOST_PIXELS:
            raise TooManyPixels
        # Each scan goes over the whole image. Ten are usual, but a small file can have thousands.
        if picture.format in {"JPEG", "MPO"} and sent.count(SCAN) > MOST_SCANS:
            raise ValueError("too many scans")
        # Phones save a second frame in a JPEG, with depth or brightness, which is no animation.
        if picture.format != "MPO" and getattr(picture, "is_animated", False):
            raise SeveralFrames
        side = full_side(picture.size)
        # JPEGs can be decoded at a reduced scale, which saves time and memory for photographs.
        picture.draft("RGB", (2 * side, 2 * side))
        upright = ImageOps.exif_transpose(picture)
    profile, grey = upright.info.get("icc_profile"), upright.mode in GREY
    depth = sent[DEPTH_AT] if picture.format == "PNG" else 8
    plain = _with_eight_bits(upright, depth)
    if plain.mode != "CMYK":
        plain = plain.convert("RGBA")
    plain.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _in_srgb(plain, profile, grey=grey) if profile else plain.convert("RGBA")


def full_side(size: tuple[int, int]) -> int:
    """Return the most pixels a side may have; a long narrow logo keeps more of its short side."""
    ratio = max(size) / min(size)
    return min(WIDEST, max(FULL_SIDE, round(FULL_SIDE * ratio / USUAL_RATIO)))


def _with_eight_bits(picture: Image.Image, depth: int) -> Image.Image:
    """Scale 16-bit grey to 8 bits, and the transparent colour to the depth of its pixels.

    Pillow's own conversion turns nearly all shades of 16-bit grey into white. It also compares
    the transparent colour at the depth of the file with pixels at 8 bits.
    """
    clear = picture.info.get("transparency")
    if picture.mode.startswith("I"):
        samples = picture.convert("I")  # The only mode with so many shades that can be mapped.
        grey = samples.point([shade >> 8 for shade in range(SHADES_16)], "L")
        grey.info.pop("transparency", None)
        if isinstance(clear, int):
            alpha = [0 if shade == clear else 255 for shade in range(SHADES_16)]
            grey.putalpha(samples.point(alpha, "L"))
        return grey
    if picture.mode == "L" and depth < 8 and isinstance(clear, int):  # noqa: PLR2004
        picture.info["transparency"] = clear * 255 // (2**depth - 1)
    if picture.mode == "RGB" and depth > 8 and isinstance(clear, tuple):  # noqa: PLR2004
        picture.info["transparency"] = tuple(sample >> 8 for sample in clear)
    return picture


def _in_srgb(picture: Image.Image, encoded: bytes, *, grey: bool) -> Image.Image:
    """Convert colours from the image's own profile; ignore one that is damaged or does not fit."""
    plain = picture.convert("RGBA")
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(encoded))
        mode = MODE_OF_PROFILE.get(profile.profile.xcolor_space.strip(), "")
        if not mode or (mode == "CMYK") != (picture.mode == "CMYK") or (mode == "L" and not grey):
            return plain
        colours = picture if mode == "CMYK" else plain.convert(mode)
        converted = ImageCms.profileToProfile(colours, profile, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return plain
    if converted is None:
        return plain
    converted.putalpha(plain.getchannel("A"))
    return converted
