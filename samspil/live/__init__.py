# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Server-sent events on PostgreSQL. It knows no feature: features publish numbers and register how to render.

`publish` belongs last in the action's transaction, `register` in the feature's `AppConfig.ready`. See docs/live.md.
"""

from samspil.live.channels import register
from samspil.live.publishing import NotInTransaction, publish, publish_many

__all__ = ["NotInTransaction", "publish", "publish_many", "register"]
