"""Who sees the risk register, who keeps it, who scores a risk, and who moves or closes one."""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import holds, standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.access import EDITORS, MANAGERS, reads
from goldenthread.apps.risks.models import Risk, RiskControl


@rules.predicate
def owns(person: Person, record: Risk | RiskControl | None) -> bool:
    """Whether somebody holds, today, the post that owns the risk."""
    risk = record.risk if isinstance(record, RiskControl) else record
    return risk is not None and risk.owner_id is not None and risk.owner_id in standing(person).posts


keeps = holds(*EDITORS, *MANAGERS)
rules.add_perm("risks.see", reads)
rules.add_perm("risks.edit", keeps)
rules.add_perm("risks.score", keeps | (reads & owns))
rules.add_perm("risks.decide", keeps)
rules.add_perm("risks.edit_scale", holds(*EDITORS))
