# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The states of one recipient's copy, and how a copy left the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """waiting → sending → sent | failed | in_doubt; what went wrong for a moment goes back to waiting."""

    WAITING = "waiting", _("Venter")
    SENDING = "sending", _("Sendes nu")
    SENT = "sent", _("Sendt")
    FAILED = "failed", _("Kom ikke frem")
    IN_DOUBT = "in_doubt", _("Uvist")


class Transport(models.TextChoices):
    SMTP = "smtp", _("Sendt som mail")
    # No mail server is named (the demo): the mail can be read on the outbox page and goes nowhere.
    KEPT = "kept", _("Kun i udbakken")
    # An officer knows that it arrived.
    COUNTED = "counted", _("Regnet som sendt")


class Failure(models.TextChoices):
    """Why a copy did not arrive, in words for an officer; the server's own words stand beside them."""

    ADDRESS_UNKNOWN = "address-unknown", _("Adressen findes ikke hos modtagerens mailserver.")
    MAILBOX_FULL = "mailbox-full", _("Modtagerens postkasse er fuld.")
    TOO_LARGE = "too-large", _("Mailen er for stor til modtagerens mailserver.")
    NOT_WANTED = "not-wanted", _("Modtagerens mailserver vil ikke tage imod mailen.")
    REFUSED = "refused", _("Mailserveren afviste mailen.")
    NO_CONTACT = "no-contact", _("Vi kunne ikke få forbindelse til mailserveren.")
    NOT_LET_IN = "not-let-in", _("Mailserveren afviste vores brugernavn eller adgangskode.")
    BROKEN_OFF = "broken-off", _("Forbindelsen til mailserveren blev afbrudt, før mailen var afleveret.")
    LATER = "later", _("Mailserveren bad os komme igen senere.")
    ADDRESS_UNUSABLE = (
        "address-unusable",
        _("Adressen kan ikke bruges. Ret den, og send igen."),
    )
    CANNOT_WRITE = "cannot-write", _("Mailen kunne ikke sættes sammen. Det er en fejl hos os.")
    BOUNCED = "bounced", _("Mailen kom retur.")
    ERASED = "erased", _("Modtageren er slettet.")


class Resolution(models.TextChoices):
    """What a person decided about a copy."""

    AGAIN = "again", _("Sendt igen")
    COUNTED = "counted", _("Regnet som sendt")
