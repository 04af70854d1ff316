# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "samspil.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        from samspil.dialogue import (  # noqa: PLC0415 (models are loaded only now)
            navigation,
            sorting_live,
            sorting_wake,
            sse,
        )
        from samspil.dialogue.tasks import embedding  # noqa: PLC0415 (as above)

        sse.register()
        sorting_live.register()
        sorting_wake.register(embedding.wake)
        navigation.register()
