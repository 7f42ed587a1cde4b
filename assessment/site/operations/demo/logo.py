"""The logos of the sample's consulting practice: a door, slightly open, for light and dark."""

from io import BytesIO

from PIL import Image, ImageDraw

DOOR, LIGHT, FRAME, HANDLE = "#1D4E63", "#F6E3B4", "#142E3E", "#E5A117"
PALE = "#FFFFFF"


def blue_door() -> bytes:
    """Return a PNG of 240 by 320 pixels with a transparent background."""
    return _door(frame=FRAME, light=LIGHT, door=DOOR)


def pale_door() -> bytes:
    """Return the same door in light colours, for dark grounds."""
    return _door(frame=LIGHT, light=DOOR, door=PALE)


def _door(*, frame: str, light: str, door: str) -> bytes:
    picture = Image.new("RGBA", (240, 320))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((30, 10, 210, 310), radius=12, fill=frame)
    draw.rectangle((48, 28, 192, 310), fill=light)
    draw.polygon([(48, 28), (160, 52), (160, 298), (48, 310)], fill=door)
    draw.ellipse((134, 166, 150, 182), fill=HANDLE)
    encoded = BytesIO()
    picture.save(encoded, "PNG")
    return encoded.getvalue()
