# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "samspil.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        from samspil.dialogue import navigation, sse  # noqa: PLC0415 (models are loaded only now)

        sse.register()
        navigation.register()
