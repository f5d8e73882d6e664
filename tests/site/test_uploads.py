"""A large upload waits in a file that no folder lists."""

from __future__ import annotations

from goldenthread.site.uploads import UnnamedUploadHandler


def test_a_large_upload_is_read_whole_and_has_no_name_on_the_disk() -> None:
    handler = UnnamedUploadHandler()
    handler.new_file("files", "annex-a.csv", "text/csv", None)
    handler.receive_data_chunk(b"number,", 0)
    handler.receive_data_chunk(b"born", 7)
    file = handler.file_complete(11)
    assert (file.name, file.size) == ("annex-a.csv", 11)
    assert b"".join(file.chunks()) == b"number,born"
    assert isinstance(file.file.name, int), "a name would outlive a process that is killed"


def test_an_upload_that_breaks_off_is_closed() -> None:
    handler = UnnamedUploadHandler()
    handler.upload_interrupted()
    handler.new_file("files", "annex-a.csv", "text/csv", None)
    handler.upload_interrupted()
    assert handler.file.closed
