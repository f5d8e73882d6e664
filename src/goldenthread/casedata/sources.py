"""Where case data comes from: the returns and lists that every council in England can produce."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """One kind of file. The words stand in manifests and on the command line."""

    ANNEX_A = "annex_a"
    ANNEX_A_SEND = "annex_a_send"
    CIN_CENSUS = "cin_census"
    SSDA903 = "ssda903"
    SEN2 = "sen2"


NAMES = {
    Source.ANNEX_A: "Annex A",
    Source.ANNEX_A_SEND: "Annex A for area SEND",
    Source.CIN_CENSUS: "Children in need census",
    Source.SSDA903: "Children looked after return (SSDA903)",
    Source.SEN2: "SEN2 person level return",
}
