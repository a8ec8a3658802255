"""Named files, folders and standard input become raw items. Must not know what is in them."""

from chancery.acquire.limits import DOCUMENT_LIMIT_BYTES, LINE_LIMIT_BYTES
from chancery.acquire.sources import count, items

__all__ = ["DOCUMENT_LIMIT_BYTES", "LINE_LIMIT_BYTES", "count", "items"]
