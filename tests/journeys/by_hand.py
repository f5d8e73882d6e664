"""A hand on the database: a row is changed beneath the product, as its owner could."""

from __future__ import annotations

from tests.journeys.served import Product

_SCRIPT = """
from django.db import connections, transaction
with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
    if {unseen}:
        cursor.execute("ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute("UPDATE {table} SET {column} = %s WHERE id = (SELECT min(id) FROM {table})", [{text!r}])
    cursor.execute("ALTER TABLE {table} ENABLE TRIGGER USER")
"""


def edit_by_hand(product: Product, table: str, column: str, text: str, *, unseen: bool = True) -> None:
    """Change the first row of a table; `unseen`: with its triggers off, so that nothing notes it."""
    product.shell(_SCRIPT.format(table=table, column=column, text=text, unseen=unseen))
