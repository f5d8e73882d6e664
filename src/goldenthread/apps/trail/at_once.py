"""Many changes of a room's tables as one operation of a migration.

Django draws the models of a migration again after each operation, together with all that they are related to:
with a few hundred related models, and a thousand operations, that took longer than everything that PostgreSQL
does. `AtOnce` draws them once. What `makemigrations` writes can be put in it as it is:

    operations = [AtOnce([migrations.CreateModel(…), migrations.AddField(…), AddTrigger(…)])]

A model made in it may name its constraints, indexes and triggers among its options; all are made with it.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import operations as django
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# Each of these is right when it sees only the models before all of them and after all of them.
ALLOWED = (
    django.CreateModel, django.AddField, django.AlterField, django.RemoveField, django.AddConstraint,
    django.RemoveConstraint, django.AddIndex, django.RemoveIndex, AddTrigger, RemoveTrigger,
)  # fmt: skip


class AtOnce(Operation):
    """Do these operations with the models drawn once. Reversible, as each of them is."""

    serialization_expand_args = ["operations"]

    def __init__(self, operations: list[Operation]) -> None:
        for operation in operations:
            if type(operation) not in ALLOWED:
                raise TypeError(f"{type(operation).__name__} has to be an operation of its own.")
        self.operations = operations
        self._made = [each.name_lower for each in operations if isinstance(each, django.CreateModel)]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # whoever asks for them next draws them, once
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self._of_the_database():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for name in self._made:
            for trigger in to_state.models[app_label, name].options.get("triggers", []):
                AddTrigger(name, trigger).database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self._of_the_database()):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)

    @property
    def migration_name_fragment(self) -> str:
        return self.operations[0].migration_name_fragment

    def _of_the_database(self) -> list[Any]:
        """A model that is made here is made whole: what is added to it afterwards is in it already."""
        return [
            operation
            for operation in self.operations
            if isinstance(operation, django.CreateModel)
            or getattr(operation, "model_name_lower", operation.model_name.lower()) not in self._made
        ]
