"""The rows of a result as the test harness has them: what the component is given, and its buttons pressed."""

from __future__ import annotations

import json
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # the widget that Streamlit makes of a component's triggers


def rows(app: AppTest) -> list[dict[str, Any]]:
    """What every row draws, from the top."""
    components = (element.proto for element in app.get("bidi_component"))
    return [json.loads(each.json) for each in components if each.component_name == "garment_row"]


def card(app: AppTest, row: int, rank: int) -> dict[str, Any]:
    """A product of the row with this number, both counted from 1."""
    found: dict[str, Any] = next(each for each in rows(app) if each["number"] == row)["cards"][rank - 1]
    return found


def press(app: AppTest, event: str, row: int, rank: int) -> AppTest:
    """Press the button `why` or `add` of a card."""
    return send(app, event, row, card(app, row, rank)["id"])


def send(app: AppTest, event: str, row: int, product_id: str) -> AppTest:
    """What the browser sends when a row's button is pressed. The harness knows no components: their part is written."""
    proto = next(each.proto for each in app.get("bidi_component") if each.proto.id.endswith(f"-row_{row}"))
    states = app._tree.get_widget_states()
    trigger = WidgetState(id=EVENTS.format(proto.id))
    trigger.json_trigger_value = json.dumps([{"event": event, "value": product_id}])
    states.widgets.append(trigger)
    return app._run(states)
