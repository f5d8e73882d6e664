"""What the database itself refuses of sign-offs, whoever writes: the rules SGN-1 to SGN-4 once more, in SQL.

A decision of phase 2 stands on one of phase 1; nobody records a decision on what they asked for or lead. An
action says the same first, in words.
"""

from __future__ import annotations

import pgtrigger

SETTLED_STAYS = pgtrigger.Q(old__state="decided") | pgtrigger.Q(old__state="withdrawn")

AGREES = "('agreed', 'agreed_with_condition')"

# Who leads an action that serves the recommendation; of an element only those that serve it or the whole.
LEADS = """EXISTS (
    SELECT 1 FROM plans_service AS serves
    JOIN plans_action_leads AS led ON led.action_id = serves.action_id
    JOIN people_holding AS held ON held.post_id = led.post_id
    WHERE serves.ended_at IS NULL AND serves.recommendation_id = its.recommendation_id
      AND (its.element_id IS NULL OR serves.element_id IS NULL OR serves.element_id = its.element_id)
      AND held.person_id = NEW.recorded_by_id AND held.starts <= NEW.recorded_at::date
      AND (held.ends IS NULL OR held.ends > NEW.recorded_at::date))"""

# An agreed decision of phase 1 on the same unit that no reopening took back.
STANDS_ON_PHASE_1 = f"""EXISTS (
    SELECT 1 FROM signoff_decision AS first
    JOIN signoff_case AS asked ON asked.id = first.case_id
    LEFT JOIN minutes_decision AS taken ON taken.id = first.between_id
    WHERE asked.recommendation_id = its.recommendation_id
      AND asked.element_id IS NOT DISTINCT FROM its.element_id
      AND asked.phase = 1 AND first.outcome IN {AGREES} AND first.decided_on <= NEW.decided_on
      AND (taken.id IS NULL OR taken.outcome <> 'not_endorsed')
      AND NOT EXISTS (
        SELECT 1 FROM signoff_settlement AS settled
        JOIN signoff_decision AS later ON later.id = settled.decision_id
        JOIN signoff_case AS its_case ON its_case.id = later.case_id
        WHERE settled.outcome = 'reopened' AND later.id >= first.id
          AND its_case.recommendation_id = its.recommendation_id
          AND its_case.element_id IS NOT DISTINCT FROM its.element_id))"""

decided_by_rule = pgtrigger.register(
    pgtrigger.Trigger(
        name="decided_by_rule",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("its", "signoff_case%ROWTYPE")],
        func=(
            "SELECT * INTO its FROM signoff_case WHERE id = NEW.case_id FOR UPDATE; "
            "IF its.state <> 'asked' THEN RAISE EXCEPTION 'This case is not before the body.'; END IF; "
            "IF its.phase = 2 AND NOT " + STANDS_ON_PHASE_1 + " THEN "
            "RAISE EXCEPTION 'Phase 2 cannot come before phase 1 is agreed.'; END IF; "
            "IF NEW.recorded_by_id IN (its.asked_by_id, its.built_by_id) OR " + LEADS + " THEN "
            "RAISE EXCEPTION 'Nobody records a decision on what they asked for, built or lead.'; END IF; "
            "RETURN NEW;"
        ),
    )
)

state_has_its_decision = pgtrigger.register(
    pgtrigger.Trigger(
        name="state_has_its_decision",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(new__state="decided"),
        func=(
            "IF NOT EXISTS (SELECT 1 FROM signoff_decision WHERE case_id = NEW.id) THEN "
            "RAISE EXCEPTION 'A case is decided by a decision.'; END IF; RETURN NEW;"
        ),
    ),
    pgtrigger.Protect(name="settled_stays", operation=pgtrigger.Update, condition=SETTLED_STAYS),
)


def _not_their_own(name: str, its: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("its", "signoff_case%ROWTYPE")],
        func=(
            f"SELECT signoff_case.* INTO its FROM signoff_case {its}; "
            "IF " + LEADS + " THEN RAISE EXCEPTION 'Nobody settles what they lead.'; END IF; RETURN NEW;"
        ),
    )


discharged_by_another = pgtrigger.register(
    _not_their_own(
        "discharged_by_another",
        "JOIN signoff_decision ON signoff_decision.case_id = signoff_case.id "
        "JOIN signoff_condition ON signoff_condition.decision_id = signoff_decision.id "
        "WHERE signoff_condition.id = NEW.condition_id",
    )
)
settled_by_another = pgtrigger.register(
    _not_their_own(
        "settled_by_another",
        "JOIN signoff_decision ON signoff_decision.case_id = signoff_case.id "
        "WHERE signoff_decision.id = NEW.decision_id",
    )
)
