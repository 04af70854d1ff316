# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What a process has loaded stays as long as it lives, so Python need not look through it again and again for garbage.

To look through Django and all our modules takes 150 ms, in which every thread waits: a page, a note, a stream. It came
once in some two hundred pages. What is made later is looked through as before.
"""

import gc
import threading
import time
from collections.abc import Iterable

# Seconds after the start: pages and what they need are loaded when they are asked for first.
WHEN = (5.0, 60.0, 600.0)


def let_stand(when: Iterable[float] = WHEN) -> threading.Thread:
    """Set aside what is there at these seconds from now on, in a thread of its own."""
    thread = threading.Thread(target=_set_aside, args=(tuple(when),), name="standing", daemon=True)
    thread.start()
    return thread


def _set_aside(when: tuple[float, ...]) -> None:
    begun = time.monotonic()
    for seconds in when:
        time.sleep(max(0.0, begun + seconds - time.monotonic()))
        # What is garbage now would be kept too.
        gc.collect()
        gc.freeze()
