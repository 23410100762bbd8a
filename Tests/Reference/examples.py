"""How the tests of needs, ledger, donors and diff ask about a few events."""

from __future__ import annotations

import json
from typing import Any

import answers
import reference
from test_reference import log_of

Event = dict[str, Any]


def ask(command: str, events: tuple[Event, ...], **options: Any) -> Any:
    """The answer to a query. `from_` is the option `from`."""
    query = {"command": command}
    query |= {name.strip("_").replace("_", "-"): value for name, value in options.items()}
    if answers.usage_error(query) is not None:
        raise ValueError(answers.usage_error(query))
    return json.loads(reference.to_json(answers.report(log_of(*events), query, {})))
