"""What is done at once is done as it would be one by one, and is undone."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from goldenthread.apps.trail.at_once import AtOnce


def trigger(operation: str) -> Trigger:
    sql = UpsertTriggerSql(
        func="RAISE EXCEPTION 'no';", operation=operation, pgid="trail_box_kept", table="trail_box",
        when="BEFORE",
    )  # fmt: skip
    return Trigger(name="kept", sql=sql)


def of_some_size(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(size__gte=1), name=name)


def made(name: str, **options: object) -> migrations.CreateModel:
    return migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True))], options)


# As `makemigrations` writes them: a box and its lid point to each other.
FIRST = [
    made("Box"),
    made("Lid"),
    migrations.AddField("lid", "box", models.OneToOneField("trail.box", models.PROTECT, related_name="+")),
    migrations.AddField("box", "lid", models.ForeignKey("trail.lid", models.PROTECT, null=True)),
    migrations.AddField("box", "size", models.IntegerField(default=1)),
    migrations.AddConstraint("box", of_some_size("box_of_some_size")),
    migrations.AddIndex("box", models.Index(fields=["size", "lid"], name="box_by_size")),
    AddTrigger("box", trigger("DELETE")),
]
SECOND = [
    RemoveTrigger("box", "kept"),
    migrations.RemoveConstraint("box", "box_of_some_size"),
    migrations.RemoveIndex("box", "box_by_size"),
    migrations.AddField("lid", "size", models.IntegerField(default=1, db_index=True)),
    migrations.AlterField("box", "size", models.BigIntegerField(default=1)),
    migrations.AddConstraint("lid", of_some_size("lid_of_some_size")),
    AddTrigger("box", trigger("UPDATE")),
]


class Tables:
    """The tables of a project of the test's own, in its transaction."""

    def __init__(self) -> None:
        self.states = [ProjectState()]

    def forwards(self, *operations: Operation) -> None:
        for operation in operations:
            after = self.states[-1].clone()
            operation.state_forwards("trail", after)
            with connection.schema_editor() as editor:
                operation.database_forwards("trail", editor, self.states[-1], after)
            self.states.append(after)

    def backwards(self, operation: Operation) -> None:
        after = self.states.pop()
        with connection.schema_editor() as editor:
            operation.database_backwards("trail", editor, after, self.states[-1])

    def now(self) -> list[tuple[str, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "SELECT 'column', table_name || '.' || column_name, data_type FROM information_schema.columns"
                " WHERE table_name IN ('trail_box', 'trail_lid') UNION "
                "SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE conrelid::regclass::text IN ('trail_box', 'trail_lid') UNION "
                "SELECT 'index', indexname, indexdef FROM pg_indexes"
                " WHERE tablename IN ('trail_box', 'trail_lid') UNION "
                "SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
                " AND tgrelid::regclass::text IN ('trail_box', 'trail_lid') ORDER BY 1, 2, 3"
            )
            return cursor.fetchall()


@pytest.fixture
def tables(db) -> Tables:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    return Tables()


def test_at_once_makes_what_one_by_one_makes_and_undoes_it(tables):
    tables.forwards(*FIRST)
    first = tables.now()
    tables.forwards(*SECOND)
    second = tables.now()
    for operation in reversed([*FIRST, *SECOND]):
        tables.backwards(operation)
    assert tables.now() == []

    tables.forwards(AtOnce(FIRST))
    assert tables.now() == first
    tables.forwards(AtOnce(SECOND))
    assert tables.now() == second
    tables.backwards(AtOnce(SECOND))
    assert tables.now() == first
    tables.backwards(AtOnce(FIRST))
    assert tables.now() == []


def test_a_model_is_made_with_the_triggers_among_its_options(tables):
    tables.forwards(AtOnce([made("Box", triggers=[trigger("DELETE")])]))
    told = tables.now()
    tables.backwards(AtOnce([made("Box", triggers=[trigger("DELETE")])]))
    tables.forwards(made("Box"), AddTrigger("box", trigger("DELETE")))
    assert told == tables.now()
    assert [name for kind, name, _ in told if kind == "trigger"] == ["trail_box_kept"]


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RunSQL("SELECT 1"),
        migrations.RunPython(migrations.RunPython.noop),
        migrations.RenameField("box", "size", "width"),
        migrations.DeleteModel("Box"),
    ],
)
def test_what_has_to_see_the_models_in_between_is_refused(operation):
    with pytest.raises(TypeError, match="has to be an operation of its own"):
        AtOnce([operation])


def test_the_models_are_drawn_once_however_many_operations_there_are():
    state = ProjectState()
    drawn = state.apps
    AtOnce(FIRST).state_forwards("trail", state)
    assert "apps" not in state.__dict__
    assert state.apps is not drawn
    assert {model.__name__ for model in state.apps.get_models()} == {"Box", "Lid"}
