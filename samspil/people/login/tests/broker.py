# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A small OpenID Connect broker, as a municipality's is: discovery, authorisation, token with PKCE, userinfo."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "samspil", "hemmelig-og-lang-nok-til-at-skrive-under-med"


class Broker:
    """Who logs in is decided by `claims`. Grants each code once, and only for the verifier of its challenge."""

    def __init__(self, claims: dict[str, str]) -> None:
        self.claims = claims
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        broker = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(*broker.get(urlsplit(self.path), dict(self.headers)))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._answer(*broker.token({key: value[0] for key, value in parse_qs(body).items()}))

            def _answer(self, status, content, location=""):
                data = json.dumps(content).encode()
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def get(self, url, headers):
        if url.path.endswith("/.well-known/openid-configuration"):
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if url.path == "/authorize":
            asked = {key: value[0] for key, value in parse_qs(url.query).items()}
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            back = urlencode({"code": code, "state": asked["state"]})
            return 302, {}, f"{asked['redirect_uri']}?{back}"
        if url.path == "/userinfo" and headers.get("Authorization", "").removeprefix("Bearer ") in self.tokens:
            return 200, self.claims
        return 404, {}

    def token(self, posted):
        asked = self.codes.pop(posted.get("code", ""), None)
        challenge = hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        if asked is None or asked["code_challenge"] != base64.urlsafe_b64encode(challenge).decode().rstrip("="):
            return 400, {"error": "invalid_grant"}
        if (posted.get("client_id"), posted.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        token = secrets.token_urlsafe(16)
        self.tokens.add(token)
        now = int(time.time())
        said = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        return 200, {"access_token": token, "token_type": "Bearer", "id_token": jwt.encode(said, SECRET, "HS256")}
