# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# speaks: da en ar
"""Why a link does not open, in words for the one who holds it."""

from django.utils.translation import gettext_lazy as _

from samspil.core.errors import SamspilError


class LinkError(SamspilError):
    """A link that opens nothing."""


class LinkUnknown(LinkError):  # says what the link is, as the contract names it
    def __init__(self) -> None:
        super().__init__(
            _(
                "Linket findes ikke. Måske mangler det sidste af det. Åbn det igen fra mailen, "
                "eller bed den, der sendte det, om et nyt. Det, du har skrevet, er gemt."
            ),
            code="link-unknown",
        )


class LinkExpired(LinkError):  # says what the link is, as the contract names it
    def __init__(self) -> None:
        super().__init__(
            _("Linket er udløbet. Det, du har skrevet, er gemt. Bed den, der sendte det, om et nyt."),
            code="link-expired",
        )


class LinkRevoked(LinkError):  # says what the link is, as the contract names it
    def __init__(self) -> None:
        super().__init__(
            _("Linket er lukket af dem, der sendte det. Det, du har skrevet, er gemt. Bed dem om et nyt."),
            code="link-revoked",
        )


class LinkReplaced(LinkError):  # says what the link is, as the contract names it
    def __init__(self) -> None:
        super().__init__(
            _(
                "Linket er skiftet ud med et nyt. Brug linket i den nyeste mail. Det, du har skrevet, er gemt. "
                "Har du ikke fået et nyt, så skriv til den, der sendte det første."
            ),
            code="link-replaced",
        )


class LinkEnded(LinkError):  # says what the link is, as the contract names it
    """Whoever it was sent to does not have the role any more, or the role has another mailbox."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Linket virker ikke mere. Det blev sendt til en, som ikke har rollen i dag. "
                "Det, der er skrevet, er gemt. Har du rollen, så bed den, der sendte linket, om et nyt."
            ),
            code="link-ended",
        )


class LinkGuardianEnded(LinkEnded):
    """Whoever it was sent to is not there for the child any more, or may not be written to."""

    def __init__(self) -> None:
        LinkError.__init__(
            self,
            _(
                "Linket virker ikke mere. Det gælder kun for dem, som skolen i dag har skrevet på som barnets voksne. "
                "Det, der er skrevet, er gemt. Er det en fejl, så ring til skolen."
            ),
            code="link-guardian-ended",
        )


class LinkBusy(LinkError):  # says what the link is, as the contract names it
    """Many wrong links are tried just now; links that exist still open."""

    def __init__(self) -> None:
        super().__init__(
            _("Linket findes ikke, og der bliver prøvet mange forkerte lige nu. Vent et minut, og prøv igen."),
            code="link-busy",
        )
