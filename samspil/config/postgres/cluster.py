# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Making, starting and stopping the server itself. Only the keeper calls this, with the locks in its hands."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from samspil.config.postgres import binaries, locks
from samspil.config.postgres.account import Account
from samspil.config.postgres.errors import StartError, start_error
from samspil.config.postgres.places import Places

# Characters are classified by lc_ctype in some places still (trigrams are, in 18), so C alone will not do there.
_CTYPES: Final = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "da_DK.UTF-8", "UTF-8")
_INITDB: Final = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    # initdb puts pg_catalog in front by itself.
    "--text-search-config=simple",
    "--auth=peer",
    "--username=postgres",
    "--no-instructions",
)
_SETTINGS: Final = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    "log_timezone=UTC",
    "lc_messages=C",
    # Older folders name a configuration that is none, and then each parallel worker fails. This goes before the file.
    "default_text_search_config=pg_catalog.simple",
    "log_checkpoints=off",
    "logging_collector=off",
    "log_destination=stderr",
    # What people write is in the statements, in their parameters and in the lines below an error (DETAIL, CONTEXT), and
    # none of it belongs in a log. The errors' first lines are left out for our role (keeper.py).
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_statement=none",
    "log_min_duration_statement=-1",
    "log_min_duration_sample=-1",
    "log_transaction_sample_rate=0",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
    "debug_print_parse=off",
    "debug_print_rewritten=off",
    "debug_print_plan=off",
)
# On Linux the folders are handed over open, so that the server needs no way through the folders above them.
_OPEN_FOLDERS = Path("/proc/self/fd")
_START_TIMEOUT = 600.0


class Cluster:
    """The data and the process of one server."""

    def __init__(self, places: Places, account: Account) -> None:
        self.places = places
        self.account = account
        self.bin = binaries.folder(account)

    def prepare(self) -> None:
        """See that there is a database cluster, made with our locale whatever the environment says."""
        self._make_folder(self.places.socket)
        if not (self.places.cluster / "PG_VERSION").exists():
            self._initialise()
        self._remove_stale_files()
        self._write("pg_hba.conf", "local all all peer map=samspil\n")
        names = dict.fromkeys([self.account.name, "root"])
        self._write("pg_ident.conf", "".join(f'samspil "{name}" all\n' for name in names))

    def start(self, *, lock: int, settings: tuple[str, ...]) -> subprocess.Popen[bytes]:
        """Start the server, which carries `lock` as long as one of its processes lives. Its words come on stdout."""
        with self._folders_for_server(self.places.cluster, self.places.socket) as (cluster, socket, given):
            arguments = [str(self.bin / "postgres"), "-D", cluster, "-c", f"unix_socket_directories={_quoted(socket)}"]
            for setting in (*_SETTINGS, *settings):
                arguments += ["-c", setting]
            return subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(lock, *given),
                env=binaries.CLEAN_ENVIRONMENT,
                cwd="/",
                umask=0o077,
                **self._identity(),
            )

    def await_ready(self, process: subprocess.Popen[bytes], output: Callable[[], str]) -> None:
        """Return when the server takes connections; raise what it said when it gives up."""
        deadline = time.monotonic() + _START_TIMEOUT
        while time.monotonic() < deadline:
            if process.poll() is not None:
                time.sleep(0.1)
                raise self.failure(output())
            lines = self._pid_file()
            if len(lines) >= 8 and lines[0].strip() == str(process.pid) and lines[7].strip() == "ready":
                return
            time.sleep(0.02)
        process.send_signal(signal.SIGQUIT)
        msg = f"Databasen blev ikke klar på ti minutter. Se {self.places.log}."
        raise StartError(msg, code="slow")

    def stop(self) -> None:
        """Stop the server: politely, then firmly. Returns when none of its processes is left."""
        lock = locks.open_lock(self.places.lock("server"))
        try:
            for how, patience in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0)):
                pid = self._postmaster()
                if pid:
                    with suppress(ProcessLookupError):
                        os.kill(pid, how)
                deadline = time.monotonic() + patience
                while time.monotonic() < deadline:
                    if locks.acquire(lock, wait=False):
                        return
                    time.sleep(0.02)
        finally:
            os.close(lock)

    def failure(self, output: str) -> StartError:
        return start_error(output, place=self.places.cluster, log=self.places.log)

    def _initialise(self) -> None:
        # Made beside its place and moved there whole: a killed start leaves nothing that looks finished.
        draft = self.places.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        if self.places.cluster.exists() and any(self.places.cluster.iterdir()):
            msg = (
                f"Mappen {self.places.cluster} er ikke tom, men er heller ikke en database. Den er ikke rørt. "
                f"Flyt den, eller "
                "vælg en anden mappe med SAMSPIL_DATA."
            )
            raise StartError(msg, code="corrupt")
        output = ""
        for ctype in _CTYPES:
            shutil.rmtree(draft, ignore_errors=True)
            self._make_folder(draft)
            with self._folders_for_server(draft) as (folder, given):
                done = subprocess.run(
                    [self.bin / "initdb", "-D", folder, *_INITDB, f"--lc-ctype={ctype}"],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    pass_fds=given,
                    env=binaries.CLEAN_ENVIRONMENT,
                    cwd="/",
                    check=False,
                    **self._identity(),
                )
            output = done.stdout.decode("utf-8", "replace")
            if done.returncode == 0:
                draft.rename(self.places.cluster)
                return
            if "invalid locale" not in output:
                break
        shutil.rmtree(draft, ignore_errors=True)
        raise self.failure(output)

    def _remove_stale_files(self) -> None:
        """Remove what a killed server left. We hold the server's lock, so no process that we started is left."""
        pid = self._postmaster()
        if pid:
            msg = (
                f"En database kører allerede i {self.places.cluster} (proces {pid}), men Samspil har ikke "
                f"startet den. Stop "
                "den, og prøv igen."
            )
            raise StartError(msg, code="foreign-server")
        # Their process number may belong to someone else by now, and PostgreSQL would believe that it is running.
        (self.places.cluster / "postmaster.pid").unlink(missing_ok=True)
        for path in self.places.socket.glob(".s.PGSQL.*"):
            path.unlink(missing_ok=True)

    def _postmaster(self) -> int:
        """The number of the living main process of this cluster, 0 when there is none."""
        lines = self._pid_file()
        pid = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
        if not pid:
            return 0
        with suppress(ProcessLookupError):
            with suppress(PermissionError):
                os.kill(pid, 0)
            if not Path("/proc/self/cwd").exists():
                return pid
            # A server's working folder is its data; another program that has got the number has another.
            with suppress(OSError):
                if self.places.cluster.samefile(f"/proc/{pid}/cwd"):
                    return pid
        return 0

    def _pid_file(self) -> list[str]:
        with suppress(FileNotFoundError):
            return (self.places.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return []

    def _write(self, name: str, words: str) -> None:
        path = self.places.cluster / name
        path.write_text(words, encoding="utf-8")
        path.chmod(0o600)
        self.account.hand_over(path)

    def _make_folder(self, path: Path) -> None:
        path.mkdir(mode=0o700, exist_ok=True)
        status = path.lstat()
        if path.is_symlink() or status.st_uid not in {os.geteuid(), self.account.uid}:
            msg = f"Mappen {path} tilhører en anden bruger. Slet den, eller vælg en kortere sti med SAMSPIL_DATA."
            raise StartError(msg, code="wrong-owner")
        path.chmod(0o700)
        self.account.hand_over(path)

    def _identity(self) -> dict[str, Any]:
        if not self.account.is_other:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}

    @contextmanager
    def _folders_for_server(self, *folders: Path) -> Iterator[Any]:
        """The folders' names for the server's user, and the open files that the names stand for."""
        if not (self.account.is_other and _OPEN_FOLDERS.is_dir()):
            yield (*(str(folder) for folder in folders), ())
            return
        given = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY) for folder in folders]
        try:
            yield (*(str(_OPEN_FOLDERS / str(number)) for number in given), tuple(given))
        finally:
            for number in given:
                os.close(number)


def _quoted(folder: str) -> str:
    return '"' + folder.replace('"', '""') + '"'
