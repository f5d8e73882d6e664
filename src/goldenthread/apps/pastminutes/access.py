"""Who brings the minutes of past meetings in: whoever keeps minutes."""

from __future__ import annotations

import rules

from goldenthread.apps.minutes.access import keeps

rules.add_perm("pastminutes.bring", keeps)
