"""Who may walk a thread: whoever may see recommendations. It shows nothing that its rooms would not."""

from __future__ import annotations

import rules

from goldenthread.apps.bodies.access import reads

rules.add_perm("thread.walk", reads)
