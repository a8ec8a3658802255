"""A set of documents in one compressed file, so that nobody reads or finds its words by chance.

The same files give the same bytes. The seal is no secret: it keeps the texts from those who would rather not see them.
"""

from __future__ import annotations

import io
import lzma
import tarfile
from collections.abc import Mapping
from pathlib import Path

PRESET = 9 | lzma.PRESET_EXTREME


def sealed(files: Mapping[str, str]) -> bytes:
    """The archive of the files, path -> content, in the order of their paths and without owners or times."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, text in sorted(files.items()):
            content = text.encode()
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return lzma.compress(packed.getvalue(), preset=PRESET)


def unsealed(path: Path, folder: Path) -> None:
    """Lay the files of an archive into a folder, which is to be one that goes away again."""
    with tarfile.open(path, mode="r:xz") as archive:
        archive.extractall(folder, filter="data")
