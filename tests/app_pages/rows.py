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


def photo(app: AppTest) -> dict[str, Any]:
    """What is drawn over the photo; the picture itself left out."""
    (component,) = (each.proto for each in app.get("bidi_component") if each.proto.component_name == "look_photo")
    return {name: value for name, value in json.loads(component.json).items() if name != "src"}


def card(app: AppTest, row: int, rank: int) -> dict[str, Any]:
    """A product of the row with this number, both counted from 1."""
    found: dict[str, Any] = next(each for each in rows(app) if each["number"] == row)["cards"][rank - 1]
    return found


def press(app: AppTest, event: str, row: int, rank: int) -> AppTest:
    """Press the button `why` or `add` of a card."""
    return send(app, event, row, card(app, row, rank)["id"])


def send(app: AppTest, event: str, row: int, product_id: str) -> AppTest:
    """What the browser sends when a row's button is pressed."""
    return trigger(app, f"row_{row}", event, product_id)


def drag(app: AppTest, box: tuple[int, int, int, int], number: int | None = None) -> AppTest:
    """Drag a garment's box on the photo to a place; without its number a new one is drawn."""
    return trigger(app, f"photo_{app.session_state['shown'][:16]}_None", "box", {"number": number, "box": box})


def trigger(app: AppTest, key: str, event: str, value: Any) -> AppTest:
    """What the browser sends of a component. The harness knows none: their part is written."""
    proto = next(each.proto for each in app.get("bidi_component") if each.proto.id.endswith(f"-{key}"))
    states = app._tree.get_widget_states()
    state = WidgetState(id=EVENTS.format(proto.id))
    state.json_trigger_value = json.dumps([{"event": event, "value": value}])
    states.widgets.append(state)
    return app._run(states)
