"""Statistical disclosure control: no small count about children is published, nor what would tell it.

`protect` suppresses a linked table by a policy and audits it; `audit` judges a given suppression; `exposure`
asks of a table that somebody else published whether what is suppressed could be worked out::

    quarters = ("Q1", "Q2", "Q3", "Q4")
    cells = [Cell("Q1", 13), Cell("Q2", 7), Cell("Q3", 9), Cell("Q4", 3), Cell("Year", 32)]
    protect(LinkedTable(cells, [Sum("Year", quarters)])).printed
    # Q1 13, Q2 c, Q3 9, Q4 c, Year 32

Everything happens in whole numbers; `printed` alone is for publishing.
"""

from goldenthread.rulebook.disclosure_audit import Audit, Exposed, LeftOut, Published, audit
from goldenthread.rulebook.disclosure_exposure import Mark, exposure
from goldenthread.rulebook.disclosure_policy import BadPolicy, Kind, Policy, Zeros, rounded
from goldenthread.rulebook.disclosure_primary import derived, primary
from goldenthread.rulebook.disclosure_protect import SUPPRESSED, Protected, protect
from goldenthread.rulebook.disclosure_table import (
    BadTable,
    Cell,
    LinkedTable,
    Output,
    Ratio,
    Sum,
    percentage,
    rate,
    stock,
    year_to_date,
)

__all__ = [
    "SUPPRESSED",
    "Audit",
    "BadPolicy",
    "BadTable",
    "Cell",
    "Exposed",
    "Kind",
    "LeftOut",
    "LinkedTable",
    "Mark",
    "Output",
    "Policy",
    "Protected",
    "Published",
    "Ratio",
    "Sum",
    "Zeros",
    "audit",
    "derived",
    "exposure",
    "percentage",
    "primary",
    "protect",
    "rate",
    "rounded",
    "stock",
    "year_to_date",
]
