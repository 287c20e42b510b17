"""`python -m statementgraph` is the command `statementgraph`."""

from statementgraph.cli import main

if __name__ == "__main__":
    main()
