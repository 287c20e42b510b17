"""The words that make figures, one module for each language."""

from collections.abc import Mapping

from statementgraph.reading.tables import ar, az, en, fr, hy, ru
from statementgraph.reading.tables.base import Table

TABLES: Mapping[str, Table] = {
    "ar": ar.TABLE,
    "az": az.TABLE,
    "en": en.TABLE,
    "fr": fr.TABLE,
    "hy": hy.TABLE,
    "ru": ru.TABLE,
}
"""The table of each language, by its tag."""

PLAIN = Table()
"""For any other language: digits alone."""
