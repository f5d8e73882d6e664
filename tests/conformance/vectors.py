"""Where the reference's outputs stand: beside these tests, and in a folder that may be named.

``GOLDENTHREAD_VECTORS`` names a further folder with files of the same names and shapes.
"""

import os
from pathlib import Path

BESIDE = Path(__file__).parent / "vectors"


def vector_files(name: str) -> list[Path]:
    """The files of this name: ours first, then that of the named folder where it has one.

    Raises FileNotFoundError for a named folder that is not there: its vectors would pass unread.
    """
    folders = [BESIDE]
    if named := os.environ.get("GOLDENTHREAD_VECTORS"):
        folder = Path(named)
        if not folder.is_dir():
            raise FileNotFoundError(f"GOLDENTHREAD_VECTORS names {named}, which is no folder")
        folders.append(folder)
    return [folder / name for folder in folders if (folder / name).is_file()]
