"""What is wrong with the data, one finding a line."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; only a violation makes `check` fail (SHACL, section 2.1.4)."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that is wrong, where it is, and how to mend it.

    `file` is relative to the root folder ("" where no file is to blame), `line`
    counts from 1 (0 means unknown). `code` names the rule: the number of a shape
    ("S7") or a word: anchor, coverage, folder, hash, parse, register, review, or one of those of
    `validation/words`, such as "number".
    """

    file: str
    line: int
    subject: str
    message: str
    mend: str = ""
    code: str = ""
    severity: Severity = Severity.VIOLATION

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals read it: `file:line`."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        """Write all on one line: place, subject, rule, what is wrong, how to mend it."""
        rule = f"{self.code}: " if self.code else ""
        mend = f" How to mend: {self.mend}" if self.mend else ""
        weight = "" if self.severity is Severity.VIOLATION else f"{self.severity.lower()}: "
        parts = (self.place, self.subject, f"{weight}{rule}{self.message}{mend}")
        return " ".join(": ".join(part for part in parts if part).split())
