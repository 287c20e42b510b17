"""`/questions` lists the questions; `/questions/NAME` answers one, narrowed by what is chosen."""

from flask import Blueprint, Response, render_template, request

from statementgraph import queries
from statementgraph.errors import NotFoundError
from statementgraph.features.questions.answer import PLAIN, Answer, Choice, build_answer
from statementgraph.queries import NamedQuery
from statementgraph.rdf import FORMATS
from statementgraph.sparql import QueryRequest
from statementgraph.view.results import read_table, take
from statementgraph.web.admission import limited
from statementgraph.web.context import local, page_number, request_context
from statementgraph.web.publishing import publish

blueprint = Blueprint("questions", __name__, template_folder="templates")

_PAGE = FORMATS["html"].content_type
_MOST_BYTES = 8 * 2**20
"""How much of an answer is read to narrow it; of a longer one its beginning is."""
_MOST_ROWS = 20_000


@blueprint.get("/questions")
def questions() -> Response:
    """Answer with the list of questions; with `q`, of those that its words find."""
    _require_statements()
    words = request.args.get("q", "")
    return publish(_PAGE, ("questions", words), lambda: _list(words))


def _list(words: str) -> bytes:
    found = queries.find(words) if words else queries.load()
    return render_template("questions.html", words=words, questions=found).encode()


@blueprint.get("/questions/<name>")
@limited
def question(name: str) -> Response:
    """Answer with the page of one question. Raises NotFoundError where there is none."""
    _require_statements()
    try:
        asked = queries.named(name)
    except KeyError:
        raise NotFoundError("There is no such question.", hint="See /questions.") from None
    choices = [Choice(k, v) for k, v in request.args.items() if v and k != "page"]
    number = page_number()
    parts = (f"{c.column}={c.value}" for c in sorted(choices))
    return publish(
        _PAGE, ("question", name, str(number), *parts), lambda: _page(asked, choices, number)
    )


def _page(asked: NamedQuery, choices: list[Choice], number: int) -> bytes:
    answer = _answer(asked, choices, number)
    text = render_template(
        "question.html",
        question=asked,
        answer=answer,
        plain_words=PLAIN,
        address=local(f"questions/{asked.name}"),
        others=[q for q in queries.load() if q.theme == asked.theme and q is not asked],
    )
    return text.encode("utf-8", "replace")


def _answer(asked: NamedQuery, choices: list[Choice], number: int) -> Answer:
    context = request_context()
    result = context.engine.run_limited(
        QueryRequest(asked.text, "srj", union=context.settings.union, base=context.base)
    )
    context.app.metrics.query(result.seconds)
    body, cut = take(iter(result.chunks), _MOST_BYTES)
    table = read_table(body, _MOST_ROWS, context.addresses, cut=cut)
    return build_answer(table, choices, number)


def _require_statements() -> None:
    if request_context().plain:
        raise NotFoundError("RDF files that are served as they are have no questions.")
