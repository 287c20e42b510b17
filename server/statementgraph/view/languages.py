"""The language of a text as pages need it: a tag, and the direction of its script."""

_ISO_639 = "http://id.loc.gov/vocabulary/iso639-1/"
# Languages that are written from right to left in their usual script.
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def language_tag(language: str) -> str:
    """Return the tag (BCP 47) of a language that the data gives as a tag or as an IRI."""
    return language.removeprefix(_ISO_639)


def direction(tag: str) -> str:
    """Return the value of `dir` for words in a language: "auto" where the tag does not say."""
    if not tag:
        return "auto"
    return "rtl" if tag.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
