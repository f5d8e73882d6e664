"""The rules by which a measure's data raise questions for members; `asking` puts them into words."""

from __future__ import annotations

from goldenthread.rulebook.codes import define_rule

_OURS = "A convention of this product: questions that scrutiny can put without being an analyst."

ASK_1 = define_rule(
    "ASK-1",
    title="Ask what happened, when a measure got worse by more than chance",
    meaning="The control chart's last point is a special cause on the bad side.",
    basis=_OURS,
    boundaries=("Getting worse is asked about; only chance is not.",),
)
ASK_2 = define_rule(
    "ASK-2",
    title="Ask what will be changed, when the process cannot reach its target",
    meaning="The control chart says that the target will consistently be missed, or that it is hit and miss. "
    "The question says between which figures chance alone takes the measure.",
    basis=_OURS,
    boundaries=("Consistently missed and hit and miss are asked about; consistently met is not.",),
)
ASK_3 = define_rule(
    "ASK-3",
    title="Ask what was tried, when a target is missed again and again",
    meaning="The target of today was missed in three periods in a row, the last of them this one.",
    basis=_OURS,
    boundaries=("Three in a row are asked about, two are not.",),
)
ASK_4 = define_rule(
    "ASK-4",
    title="Ask what others do, when they do better",
    meaning="The average of the statistical neighbours, or else of the nation, is better than ours.",
    basis=_OURS,
    boundaries=("Neighbours who do better are asked about; those who do as well are not.",),
)
ASK_5 = define_rule(
    "ASK-5",
    title="Ask for words, when nobody has explained a red figure",
    meaning="The rating is red and nobody has explained it, or the words are older than the figures.",
    basis=_OURS,
    boundaries=(
        "A red figure without words is asked about; an amber one is not.",
        "Three red measures without words and without actions are asked about at once, two each for itself.",
        "Words from before a figure changed are asked about, whatever the rating.",
    ),
)
ASK_6 = define_rule(
    "ASK-6",
    title="Ask what is being done, when no action stands behind a red measure, or its actions are late",
    meaning="No action names the measure as its success indicator, or some of those that do are late.",
    basis=_OURS,
    boundaries=(
        "No action is asked about where the rating is red; one late action of three is asked about.",
    ),
)
ASK_7 = define_rule(
    "ASK-7",
    title="Ask which figure holds, when sources disagree",
    meaning="Another source has another figure for the same period.",
    basis=_OURS,
    boundaries=("58% and 65.3% are asked about; 58% from both is not.",),
)
ASK_8 = define_rule(
    "ASK-8",
    title="Ask which colour holds, when the paper and the rule differ",
    meaning="The paper states another rating than the rule gives, or the computed rating has changed since "
    "it was overridden.",
    basis=_OURS,
    boundaries=("Red stated and not rated computed are asked about; an override made of today's is not.",),
)
ASK_9 = define_rule(
    "ASK-9",
    title="Ask when a figure will be final",
    meaning="The figure is provisional or estimated.",
    basis=_OURS,
    boundaries=("83% (indicative) is asked about; 83% is not.",),
)
ASK_10 = define_rule(
    "ASK-10",
    title="Ask what lies behind a move",
    meaning="The figure moved. Where its 95% interval meets the one before, where the chart has too few "
    "points, or where it calls it chance, the question says so.",
    basis=_OURS,
    boundaries=(
        "12 points: how can one tell? 13 points and only chance: what was said of it in the last report?",
        "A figure without one before it is asked what it was before; one that is the same, whether it will "
        "move.",
    ),
)
ASK_11 = define_rule(
    "ASK-11",
    title="Ask what is expected next",
    meaning="For every measure with a target that is not met: what the next figure will be, and why.",
    basis=_OURS,
    boundaries=("A red and an amber figure are asked about; a green one is not.",),
)
ASK_12 = define_rule(
    "ASK-12",
    title="Ask after the target itself",
    meaning="Where there is none: at which figure somebody would step in. Where it is still met and getting "
    "worse: the same, and how near the edge is. Where it is missed: who set it, and why.",
    basis=_OURS,
    boundaries=(
        "A measure without a target is asked at which figure somebody steps in; one with a target of 0 is "
        "not.",
        "96% of at least 95% has 1 point left; 94% has none.",
    ),
)
ASK_13 = define_rule(
    "ASK-13",
    title="Ask who is behind the figure",
    meaning="For every measure: which cases the figure speaks of, and what happened to them. Of a percentage "
    "where high is good it asks for those for whom it did not happen, of a number for how many more.",
    basis=_OURS,
    boundaries=("Every measure may be asked this, once, after what its data raise.",),
)


ASK_14 = define_rule(
    "ASK-14",
    title="Ask how much one case weighs",
    meaning="Fewer than 10 cases are counted (CI-6), so that one more or less moves the figure far; or a "
    "percentage stands without its counts, so that nobody can tell. The question says of how many cases a "
    "single one would be the whole way from the figure before.",
    basis=_OURS,
    boundaries=(
        "9 of 12 is asked about; 10 of 12 is not.",
        "99% and then 96%, both without counts: of 33 cases or fewer a single one is the whole way.",
        "A move of 10 points is asked about so, and one of 10.1 points is not: of fewer than 10 cases a "
        "percentage is seldom made.",
    ),
)
ASK_15 = define_rule(
    "ASK-15",
    title="Ask why a target was moved after the fact",
    meaning="The target of the period was changed when it had begun or was over (TGT-1, TGT-2).",
    basis=_OURS,
    boundaries=("A target that was changed afterwards is asked about; one that was changed in time is not.",),
)
ASK_16 = define_rule(
    "ASK-16",
    title="Ask how a planned path will be caught up with",
    meaning="The measure has a trajectory and is behind it in the newest period that has a figure (TRAJ-9).",
    basis=_OURS,
    boundaries=("19% where 19.75% was planned is asked about; on the plan or ahead of it nothing is.",),
)
