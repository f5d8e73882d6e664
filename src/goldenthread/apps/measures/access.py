"""Who may do what with measures and scorecards."""

from __future__ import annotations

import rules

from goldenthread.apps.people.access import READERS, holds
from goldenthread.apps.people.models import Role

reads = holds(*READERS)
keeps_the_library = holds(Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST)
answers_for_a_service = holds(Role.HEAD_OF_SERVICE, Role.DIRECTOR)

rules.add_perm("measures.see_measures", reads)
rules.add_perm("measures.edit_measure", keeps_the_library)
rules.add_perm("measures.record_figure", keeps_the_library)
rules.add_perm("measures.choose_source", keeps_the_library)
rules.add_perm("measures.override_rating", answers_for_a_service)
rules.add_perm("measures.mark_series", keeps_the_library)
rules.add_perm("measures.settle_mark", keeps_the_library | answers_for_a_service)
