"""Runs the validator: `python -m statementgraph.sandbox.validation PLAN`.

Loading takes a second of processor time, so it waits until someone asks, or until
the processes that are started with it have had time to come up.
"""

import contextlib
import importlib
import os
import select
import sys

from statementgraph.sandbox.validation.protocol import Plan

# Pages and queries come first.
_NICE = 5
# How long loading may wait for a first request, in seconds.
_PATIENCE = 2.0


def main() -> None:
    """Run a validator as its own process."""
    # A child that runs out of memory must end, not look up a backtrace first.
    os.environ["RUST_BACKTRACE"] = "0"
    plan = Plan.from_argument(sys.argv[1])
    with contextlib.suppress(OSError):
        os.nice(_NICE)
    select.select([plan.listener, 0], [], [], _PATIENCE)
    # What takes the time is imported here, not above.
    importlib.import_module("statementgraph.sandbox.validation.process").Validator(plan).run()


if __name__ == "__main__":
    main()
