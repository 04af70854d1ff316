# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A wire between a browser and a server that can be cut: real connections, really broken, also for service workers."""

import contextlib
import socket
import threading


class Wire:
    """Listens on a port of its own and passes everything on to `port`, until `cut()`.

    `cut()` breaks what is open and refuses what comes. `cut(silent=True)` takes what comes and answers nothing, as a
    network does that is there in name only. `mend()` makes it whole.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._whole = True
        self._silent = False
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = self._listen(0)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=128)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                if self._silent:
                    self._note(near)
                    continue
                if not self._whole:
                    near.close()
                    continue
                threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _note(self, *sockets: socket.socket) -> None:
        with self._lock:
            self._open.update(sockets)

    def _join(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._to), timeout=5)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        self._note(near, far)
        threading.Thread(target=self._pass, args=(near, far), daemon=True).start()
        self._pass(far, near)

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            self._close(end)

    def _close(self, end: socket.socket) -> None:
        with self._lock:
            self._open.discard(end)
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()

    def cut(self, *, silent: bool = False) -> None:
        self._whole, self._silent = False, silent
        for end in list(self._open):
            self._close(end)

    def mend(self) -> None:
        self._whole, self._silent = True, False
        for end in list(self._open):
            self._close(end)

    def close(self) -> None:
        self.cut()
        self._listener.close()
