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
            seating_wake,
            sorting_live,
            sorting_wake,
            sse,
            translation_wake,
        )
        from samspil.dialogue.actions import personal as personal_erasing  # noqa: PLC0415 (as above)
        from samspil.dialogue.actions.seating import guests_forget  # noqa: PLC0415 (as above)
        from samspil.dialogue.queries import personal  # noqa: PLC0415 (as above)
        from samspil.dialogue.queries.wishes import person_export  # noqa: PLC0415 (as above)
        from samspil.dialogue.tasks import embedding, letters, promises, seating, translating  # noqa: PLC0415 (as above)

        sse.register()
        sorting_live.register()
        sorting_wake.register(embedding.wake)
        letter_wake.register(letters.wake)
        translation_wake.register(translating.wake)
        chores.register("letters without mails", letters.look_after)
        seating_wake.register(seating.wake)
        chores.register("seating plans without an end", seating.look_after)
        chores.register("names of guests", lambda now: guests_forget(now=now))
        # Erased with the meeting and not with a person: the words are the board's, and guests are no persons.
        registry.register_exporter("dialogue_wishes", person_export)
        chores.register("mails about promises", promises.look_after)
        navigation.register()
        registry.register_eraser("dialogue", personal_erasing.person_erase)
        registry.register_exporter("dialogue", personal.person_export)
