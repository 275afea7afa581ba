"""A file is taken in once, however often the browser reports it."""

from __future__ import annotations

import streamlit as st
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile, UploadedFileRec

from app_pages import photo_input


def test_a_file_that_is_taken_in_already_is_left_alone(monkeypatch):
    state: dict[str, object] = {
        "upload_0": [UploadedFile(UploadedFileRec("1", "me.jpg", "image/jpeg", b"x"), FileURLs())]
    }
    monkeypatch.setattr(st, "session_state", state)
    photo_input._offer_files("upload_0")
    wanted = state["wanted"]
    assert wanted
    state["upload_0"] = [DeletedFile("1")]
    photo_input._offer_files("upload_0")
    assert (state["wanted"], state["files"]) == (wanted, 1)
