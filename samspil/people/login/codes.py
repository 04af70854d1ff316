# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Codes by mail, for an address and not for an account: who it is, is asked after the right code.

Until then the same is done for every address, whether nobody, one person or several are known there.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login, stash_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStage, LoginStageController
from django.db import transaction
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac

from samspil.core import clock, throttle
from samspil.people.login.actions import account_choose, accounts_open_by_rolls
from samspil.people.login.queries import accounts_offered, is_known

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from samspil.people.persons.models import User

CODES_A_MINUTE = 3


def is_asked_too_often(request: HttpRequest, email: str) -> bool:
    """Counted for each network that asks, so that nobody keeps another out; what became a log-in counts no more."""
    return throttle.count("login-code", _asker(request, email)) > CODES_A_MINUTE


def _code_of(email: str, *, now: dt.datetime, used: int) -> str:
    """The same for all who ask for the address within a minute, until it has let somebody in: one mail is enough."""
    minute = int(now.timestamp()) // 60
    digest = salted_hmac("samspil.login-code", f"{email.lower()} {minute} {used}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest) % 10**8:08}"


def _asker(request: HttpRequest, email: str) -> str:
    return f"{throttle.requester(request)} {email.lower()}"


class ChooseStage(LoginStage):  # type: ignore[misc]  # the package has no types
    """Which of those who share the address somebody is. For a log-in that has its account already there is nothing."""

    key = "choose"
    urlname = "account_choose"


class CodeProcess(LoginCodeVerificationProcess):  # type: ignore[misc]  # the package has no types
    @classmethod
    def ask(cls, request: HttpRequest, email: str) -> None:
        """Sends a code to the address if anybody may log in there, and waits for it."""
        login = Login(email=email, state={"stages": {"current": LoginByCodeStage.key}})
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=email), initiated_by_user=True)
        process = cls(stage)
        process.send()
        process.persist()

    def generate_code(self) -> str:
        """With the mail: allauth also asks for one before it sends a code again."""
        return ""

    def count_try(self) -> None:
        """Before a code is looked at, and in the database: of many that are sent at once each session knows the first.

        Who has tried as often as one may has failed, whatever is tried next.
        """
        who, at = f"{self.state['email']} {self.state['at']}", dt.datetime.fromtimestamp(self.state["at"], tz=dt.UTC)
        if throttle.count("login-try", who, now=at) > self.max_attempts:
            self.state.update(code="", failed_attempts=self.max_attempts)

    def send_by_email(self, email: str, **_of_unknown: bool) -> None:
        """One mail a minute, so that nobody fills another's mailbox; who asks meanwhile uses the code of that mail.

        For an address that nobody has the same mail is written and taken back: the time it takes tells nothing.
        """
        now = clock.now()
        used = throttle.count("login-used", email, number=0, now=now)
        code = _code_of(email, now=now, used=used)
        known = is_known(email=email, day=clock.today(now))
        is_first = throttle.count("login-mail", f"{email} {used}", now=now) == 1
        if is_first:
            with transaction.atomic():
                get_adapter().send_mail("account/email/login_code", email, {"request": self.request, "code": code})
                transaction.set_rollback(not known)
        # Without one no code is right.
        self.state.update(code=code if known else "", sent_at=now.timestamp(), sent_before=not is_first)
        self.add_sent_message({"email": email, "recipient": email})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """After the right code: in, when one person has the address; else to the choice."""
        now, email = clock.now(), str(self.state["email"])
        asked_at = dt.datetime.fromtimestamp(self.state["at"], tz=dt.UTC)
        throttle.uncount("login-code", _asker(self.request, email), at=asked_at)
        throttle.count("login-used", email, now=dt.datetime.fromtimestamp(self.state["sent_at"], tz=dt.UTC))
        accounts_open_by_rolls(email=email, now=now)
        offered = accounts_offered(email=email, now=now)
        login = Login(email=email, redirect_url=redirect_url)
        if not offered:
            clear_login(self.request)
            return redirect("account_inactive")
        if len(offered) == 1:
            return _enter(self.request, login, offered[0].user)
        stages = LoginStageController(self.request, login)
        stages.set_handled(LoginByCodeStage.key)
        stages.set_current(ChooseStage.key)
        stash_login(self.request, login)
        return redirect("account_choose")


def enter_as(stage: ChooseStage, user: User) -> HttpResponse:
    """Goes on as the person that was chosen: to the second factor if there is one, else in."""
    account_choose(user=user, now=clock.now())
    stage.controller.set_handled(ChooseStage.key)
    return _enter(stage.request, stage.login, user)


def _enter(request: HttpRequest, login: Login, user: User) -> HttpResponse:
    login.user = user
    record_authentication(request, user, method="code", email=login.email)
    response: HttpResponse = perform_login(request, login)
    return response
