"""Where the reference's outputs stand: beside these tests, and in a folder that may be named.

``GOLDENTHREAD_VECTORS`` names a further folder with files of the same names and shapes.
"""

import os
from pathlib import Path

BESIDE = Path(__file__).parent / "vectors"


def vector_files(name: str) -> list[Path]:
    """The files of this name: ours first, then that of the named folder where it has one."""
    folders = [BESIDE, *(Path(named) for named in [os.environ.get("GOLDENTHREAD_VECTORS", "")] if named)]
    return [folder / name for folder in folders if (folder / name).is_file()]
