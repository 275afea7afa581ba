"""A visitor of the app without a browser: speaks Streamlit's own protocol over a websocket, as its front end does."""

from __future__ import annotations

import json
import time
import urllib.parse
import urllib.request
import uuid
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Subprotocol

PATIENCE_S = 120.0


class Visitor:
    """One session of the app. `page` holds every element of the last run."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        socket = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = connect(
            socket, subprotocols=[Subprotocol("streamlit")], max_size=None, legacy=True, open_timeout=PATIENCE_S
        )
        self._session = ""
        self._states: dict[str, WidgetState] = {}
        self.page: list[tuple[Any, str]] = []
        self.run()

    def close(self) -> None:
        self._socket.close()

    def run(self, fragment: str = "", trigger: str = "") -> None:
        """Run the page, or one fragment of it, and wait for its end. trigger: id of a button that was clicked."""
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        if trigger:
            message.rerun_script.widget_states.widgets.append(WidgetState(id=trigger, trigger_value=True))
        self._socket.send(message.SerializeToString())
        self.page = []
        self._read_until_finished()

    def click(self, label: str) -> None:
        element, fragment = self._find("button", lambda button: button.label == label)
        self.run(fragment, trigger=element.id)

    def upload(self, data: bytes, name: str = "me at home.jpg") -> None:
        """Give a file to the page's uploader, as a person who chose it."""
        uploader, fragment = self._find("file_uploader", lambda _: True)
        urls = self._upload_urls(name)
        self._put(urls.upload_url, data, name)
        state = WidgetState(id=uploader.id)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = urls.file_id, name, len(data)
        info.file_urls.CopyFrom(urls)
        self._states[uploader.id] = state
        self.run(fragment)
        del self._states[uploader.id]

    def media(self) -> list[bytes]:
        """Every picture and download of the page that has an address of its own."""
        addresses = [image.url for element, _ in self.page for image in element.imgs.imgs]
        addresses += [element.download_button.url for element, _ in self.page]
        rows = (element.bidi_component for element, _ in self.page)
        cards = [json.loads(each.json)["cards"] for each in rows if each.component_name == "garment_row"]
        addresses += [card["picture"] for each in cards for card in each]
        return [self.fetch(address) for address in addresses if address]

    def fetch(self, address: str) -> bytes:
        with urllib.request.urlopen(self.url + urllib.parse.urljoin("/", address), timeout=PATIENCE_S) as answer:
            body: bytes = answer.read()
        return body

    def look(self) -> dict[str, Any]:
        """The look as JSON, from its download button."""
        button, _ = self._find("download_button", lambda each: each.label == "Download JSON")
        found: dict[str, Any] = json.loads(self.fetch(button.url))
        return found

    def messages(self) -> list[str]:
        """What the page says in its alerts and exceptions."""
        alerts = [element.alert.body for element, _ in self.page if element.WhichOneof("type") == "alert"]
        return alerts + [
            element.exception.message for element, _ in self.page if element.WhichOneof("type") == "exception"
        ]

    def html(self) -> str:
        return "\n".join(element.html.body for element, _ in self.page if element.WhichOneof("type") == "html")

    def _find(self, kind: str, fits: Any) -> tuple[Any, str]:
        for element, fragment in reversed(self.page):
            if element.WhichOneof("type") == kind and fits(getattr(element, kind)):
                return getattr(element, kind), fragment
        raise LookupError(f"The page has no such {kind}; it says {self.messages()}.")

    def _read_until_finished(self) -> None:
        """A run that asks for another one is followed by it."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            message = self._receive(deadline)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._session = message.new_session.initialize.session_id or self._session
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self.page.append((message.delta.new_element, message.delta.fragment_id))
            elif kind == "script_finished":
                if message.script_finished != ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN:
                    return
                self.page = []

    def _receive(self, deadline: float) -> ForwardMsg:
        message = ForwardMsg()
        message.ParseFromString(self._socket.recv(timeout=max(0.1, deadline - time.monotonic())))
        return message

    def _upload_urls(self, name: str) -> Any:
        message = BackMsg()
        message.file_urls_request.request_id = uuid.uuid4().hex
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session
        self._socket.send(message.SerializeToString())
        deadline = time.monotonic() + PATIENCE_S
        while True:
            answer = self._receive(deadline)
            if answer.WhichOneof("type") == "file_urls_response":
                return answer.file_urls_response.file_urls[0]

    def _put(self, address: str, data: bytes, name: str) -> None:
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        request = urllib.request.Request(self.url + address, body, headers, method="PUT")
        with urllib.request.urlopen(request, timeout=PATIENCE_S):
            pass
