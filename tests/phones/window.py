"""A window with WebKit in it and nothing around it. It is told what to do on its standard input, a JSON object a line
with ``id`` and ``deed``, and answers each on its standard output, with the ``id`` and a ``value`` or an ``error``.

The system's Python runs it, which has the bindings of GTK: ``window.py FOLDER WIDTH HEIGHT``. What is kept is kept in
the folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")

from gi.repository import Gdk, GLib, Gtk, WebKit2  # noqa: E402  # the versions are said first


class Window:
    def __init__(self, folder: Path, width: int, height: int) -> None:
        kept = WebKit2.WebsiteDataManager(
            base_data_directory=str(folder / "data"), base_cache_directory=str(folder / "cache")
        )
        context = WebKit2.WebContext.new_with_website_data_manager(kept)
        cookies = context.get_cookie_manager()
        cookies.set_persistent_storage(str(folder / "cookies"), WebKit2.CookiePersistentStorage.SQLITE)
        self._view = WebKit2.WebView.new_with_context(context)
        self._view.connect("load-changed", self._changed)
        self._view.connect("load-failed", self._failed)
        self._opening: int | None = None
        self._is_begun = False
        # Without a window manager a popup alone has the size it asks for.
        window = Gtk.Window(type=Gtk.WindowType.POPUP)
        window.set_default_size(width, height)
        window.add(self._view)
        window.show_all()

    def open(self, id: int, url: str) -> None:
        """Answers when the page has been loaded, with all that belongs to it."""
        self._opening, self._is_begun = id, False
        self._view.load_uri(url)

    def evaluate(self, id: int, script: str) -> None:
        """Answers what the expression ``script`` gives, which is no promise: this process breaks where the page of one
        is left before it has settled."""

        def done(view: Any, result: Any) -> None:
            try:
                said = view.evaluate_javascript_finish(result).to_string()
            except GLib.Error as error:
                answer(id, error=error.message)
            else:
                answer(id, value=json.loads(said))

        self._view.evaluate_javascript(f"JSON.stringify({script} ?? null)", -1, None, None, None, done)

    def tap(self, id: int, x: float, y: float) -> None:
        """A tap on that place, as the window system brings it: whatever lies there gets it."""
        surface = self._view.get_window()
        for event in (Gdk.EventType.BUTTON_PRESS, Gdk.EventType.BUTTON_RELEASE):
            Gdk.test_simulate_button(surface, round(x), round(y), 1, 0, event)
        answer(id, value=None)

    def _changed(self, _view: Any, event: Any) -> None:
        # What a page that is being left had begun ends too, and is not what was asked for.
        if event == WebKit2.LoadEvent.STARTED:
            self._is_begun = True
        if event == WebKit2.LoadEvent.FINISHED:
            self._opened(value=None)

    def _failed(self, _view: Any, _event: Any, url: str, error: Any) -> None:
        self._opened(error=f"{url}: {error.message}")

    def _opened(self, **what: object) -> None:
        if self._opening is not None and self._is_begun:
            answer(self._opening, **what)
            self._opening = None


def answer(id: int, **what: object) -> None:
    sys.stdout.write(json.dumps({"id": id, **what}) + "\n")
    sys.stdout.flush()


def listen(window: Window) -> None:
    """Hand every line over to the thread that has the window, until there are no more."""
    deeds = {deed.__name__: deed for deed in (window.open, window.evaluate, window.tap)}

    def do(line: str) -> None:
        asked = json.loads(line)
        deeds[asked.pop("deed")](**asked)

    for line in sys.stdin:
        GLib.idle_add(do, line)
    GLib.idle_add(Gtk.main_quit)


if __name__ == "__main__":
    _, where, *size = sys.argv
    Thread(target=listen, args=(Window(Path(where), *map(int, size)),), daemon=True).start()
    Gtk.main()
