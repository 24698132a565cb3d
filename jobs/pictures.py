"""What may become of a stranger's picture: header checks first, then a clean copy."""

from __future__ import annotations

import io
import warnings
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener()  # HEIC: what phones save by default

MAX_BYTES = 15 * 1024**2
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2048
FORMATS = {"JPEG", "PNG", "WEBP", "HEIF"}
JPEG_QUALITY = 82
#: What Pillow raises for something that is no picture after all.
NO_PICTURE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def check_header(file: IO[bytes], size: int, *, max_pixels: int = MAX_PIXELS) -> None:
    """Refuse by size and header alone: the web process never decodes. ValidationError in Chinese.

    Pillow reads only the header here, so a small file that unpacks to gigabytes costs nothing.
    """
    if size == 0:
        raise ValidationError("这张照片是空的，请重新选择。")
    if size > MAX_BYTES:
        raise ValidationError("这张照片超过 15 MB，请换一张小一些的。")
    try:
        with _no_bombs():
            file.seek(0)
            width, height = Image.open(file, formats=sorted(FORMATS)).size
    except NO_PICTURE as error:
        raise ValidationError(
            "这个文件不是能打开的照片，请选 JPEG、PNG、WebP 或 HEIC 格式的照片。"
        ) from error
    finally:
        file.seek(0)
    if width * height > max_pixels:
        limit = max_pixels // 10_000
        raise ValidationError(f"这张照片的尺寸太大（超过 {limit} 万像素），请缩小后再传。")


def clean_copy(file: IO[bytes], *, longest: int = LONGEST_SIDE) -> bytes:
    """The picture upright, at most ``longest`` px, as a fresh JPEG without EXIF.

    Raises one of NO_PICTURE for what is none.
    """
    with _no_bombs(), Image.open(file, formats=sorted(FORMATS)) as image:
        image.draft("RGB", (longest, longest))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((longest, longest))
        out = io.BytesIO()
        _on_white(upright).save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        ground = Image.new("RGB", rgba.size, "white")
        ground.paste(rgba, mask=rgba.getchannel("A"))
        return ground
    return image.convert("RGB")


class _no_bombs(warnings.catch_warnings):  # noqa: N801 a context manager, used like a function
    """Pillow only warns below 179 megapixels; here the warning is an error too."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.simplefilter("error", Image.DecompressionBombWarning)
