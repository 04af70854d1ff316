# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "samspil.people"
    label = "people"

    def ready(self) -> None:
        from samspil.core import chores, registry  # noqa: PLC0415 (models are ready only now)
        from samspil.people.erasure import actions as erasure  # noqa: PLC0415 (models are ready only now)
        from samspil.people.importing import hooks, tasks  # noqa: PLC0415 (models are ready only now)
        from samspil.people.importing.actions.runs import imports_forget, person_erase  # noqa: PLC0415 (models are ready only now)
        from samspil.people.links.actions import links_end, links_forget  # noqa: PLC0415 (models are ready only now)
        from samspil.people.login import navigation  # noqa: PLC0415 (models are ready only now)

        registry.erasers.register("people", erasure.eraser)
        registry.erasers.register("files nobody decided about", person_erase)
        registry.exporters.register("people", erasure.exporter)
        hooks.import_waits.register("people", tasks.import_enqueue)
        chores.look_after.register("files nobody decided about", imports_forget)
        chores.tidy.register("links of guardians who are it no more", links_end)
        chores.tidy.register("links that have ended", links_forget)
        navigation.register()
