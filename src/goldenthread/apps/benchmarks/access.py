"""Who sees benchmarks, and who loads them and says what they belong to."""

from __future__ import annotations

import rules

from goldenthread.apps.loads.access import LOADERS
from goldenthread.apps.people.access import READERS, holds

rules.add_perm("benchmarks.see", holds(*READERS))
rules.add_perm("benchmarks.edit", holds(*LOADERS))
