from tests.corpus.conftest import root

__all__ = ["root"]
