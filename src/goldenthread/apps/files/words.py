"""The words of a file's name, as they are searched."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, TextField, Value

# "minutes_2018-07.docx" has the words minutes, 2018, 07 and docx: what joins them is taken for a space.
WORDS_OF_A_NAME = SearchVector(
    Func(
        F("name"), Value("[^[:alnum:]]+"), Value(" "), Value("g"), function="regexp_replace",
        output_field=TextField(),
    ),
    config="simple",
)  # fmt: skip
