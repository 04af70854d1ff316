# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig

from samspil.core import chores, registry


class DialogueConfig(AppConfig):
    name = "samspil.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        from samspil.dialogue import (  # noqa: PLC0415 (models are loaded only now)
            letter_wake,
            navigation,
            sorting_live,
            sorting_wake,
            sse,
        )
        from samspil.dialogue.actions import personal as personal_erasing  # noqa: PLC0415 (as above)
        from samspil.dialogue.queries import personal  # noqa: PLC0415 (as above)
        from samspil.dialogue.tasks import embedding, letters, promises  # noqa: PLC0415 (as above)

        sse.register()
        sorting_live.register()
        sorting_wake.register(embedding.wake)
        letter_wake.register(letters.wake)
        chores.register("letters without mails", letters.look_after)
        chores.register("mails about promises", promises.look_after)
        navigation.register()
        registry.register_eraser("dialogue", personal_erasing.person_erase)
        registry.register_exporter("dialogue", personal.person_export)
