"""From files to a built release; or a report of why not."""

from collections.abc import Callable

from statementgraph.corpus.loader import load_corpus, load_rdf
from statementgraph.corpus.source import UnreadableError
from statementgraph.errors import CannotReadError, InvalidDataError
from statementgraph.release import ReleaseDir, home
from statementgraph.settings import Settings

Say = Callable[[str], None]


def prepare(settings: Settings, say: Say) -> ReleaseDir:
    """Load, check and build; `say` gets one line for each finding.

    Raises InvalidDataError when a rule is broken and CannotReadError when a file
    cannot be used. What is published stays as it is either way.
    """
    if settings.plain:
        from statementgraph.release.rdf_mode import build_plain  # noqa: PLC0415

        return build_plain(load_rdf(settings.rdf), settings.base, home(settings))
    return _prepare_statements(settings, say)


def _prepare_statements(settings: Settings, say: Say) -> ReleaseDir:
    # The validators and their libraries are needed only here, in a process that ends.
    from statementgraph.release.build import build  # noqa: PLC0415
    from statementgraph.validation import check  # noqa: PLC0415

    try:
        corpus = load_corpus(settings.root, settings.base)
    except UnreadableError as error:
        for finding in error.findings:
            say(str(finding))
        raise CannotReadError(
            "The data cannot be read, so it is not served.",
            hint="Mend the files named above.",
        ) from error
    report = check(corpus)
    for finding in report.findings:
        say(str(finding))
    if not report.conforms:
        raise InvalidDataError(
            "The data breaks its rules, so it is not served.",
            hint="Mend what is named above; `statementgraph check` shows it again.",
        )
    return build(corpus, home(settings))
