# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Links without an account, for the features: issue one, find it again from its secret, take it back.

link, token = links.issue(purpose="invitation", scope={…}, expires_at=…, by=user, now=now)
link = links.find(token=token, purpose="invitation", now=now)   # in a view, GET or POST; writes nothing
links.used(link=link, now=now)                                  # in the POST that acts
"""

from samspil.people.actions.links import link_issue as issue
from samspil.people.actions.links import link_revoke as revoke
from samspil.people.actions.links import link_used as used
from samspil.people.link_errors import LinkBusy, LinkError, LinkExpired, LinkRevoked, LinkUnknown
from samspil.people.queries.links import link_by_token as find
from samspil.people.queries.links import miss_count

__all__ = [
    "LinkBusy",
    "LinkError",
    "LinkExpired",
    "LinkRevoked",
    "LinkUnknown",
    "find",
    "issue",
    "miss_count",
    "revoke",
    "used",
]
