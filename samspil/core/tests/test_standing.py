# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
import gc
import weakref

from samspil.core.standing import let_stand


class Ring:
    def __init__(self):
        self.itself = self


def test_what_is_loaded_is_set_aside_and_later_garbage_still_goes():
    try:
        let_stand([0.0, 0.01]).join(timeout=60)
        aside = gc.get_freeze_count()
        gone = weakref.ref(Ring())
        gc.collect()
    finally:
        gc.unfreeze()

    assert aside > 10_000
    assert gone() is None
