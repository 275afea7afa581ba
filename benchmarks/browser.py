"""A real Chromium, as the browser tests and the crowd use it."""

from __future__ import annotations

import os
import shutil
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def launch_options() -> dict[str, Any] | None:
    """What playwright needs to start it; None where there is no Chromium."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        return None
    # Chromium refuses its sandbox to root, which is what containers and CI run as.
    return {"executable_path": path, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}
