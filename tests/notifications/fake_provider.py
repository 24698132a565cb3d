"""A provider of its own kind: a real HTTP server that checks what it is sent.

It verifies every signature with its own reading of the providers' rules, from the bytes that
came over the wire, and answers as the providers do: HTTP 200 with an error code as well.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

KEY_ID, KEY_SECRET, ROBOT_SECRET = "fake-id", "fake-key-secret", "SEC-fake+robot/secret="

OK = {
    "tencent": {"Response": {"SendStatusSet": [{"SerialNo": "T-1", "Code": "Ok"}]}},
    "aliyun": {"Code": "OK", "Message": "OK", "BizId": "A-1", "RequestId": "r"},
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"code": 0, "msg": "success", "data": {}},
}
BAD_SIGNATURE = {
    "tencent": {"Response": {"Error": {"Code": "AuthFailure.SignatureFailure"}}},
    "aliyun": {"Code": "SignatureDoesNotMatch"},
    "dingtalk": {"errcode": 310000, "errmsg": "sign not match"},
    "feishu": {"code": 19021, "msg": "sign match fail"},
}


@dataclass
class Received:
    kind: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class FakeProvider:
    """`script` holds the next answers: (status, bytes or JSON), or "silence" to never answer."""

    script: list = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    def start(self):
        handler = type("Handler", (_Handler,), {"provider": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        return self

    def stop(self):
        self.release.set()
        self.server.shutdown()
        self.server.server_close()

    def answer(self, received):
        self.received.append(received)
        if self.script:
            return self.script.pop(0)
        check = CHECKS[received.kind]
        return 200, (OK if check(received) else BAD_SIGNATURE)[received.kind]


class _Handler(BaseHTTPRequestHandler):
    provider: FakeProvider

    def do_POST(self):
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        kind = _kind(parts.path, headers)
        answer = self.provider.answer(Received(kind, self.path, query, headers, body))
        if answer == "silence":
            self.provider.release.wait(10)
            return
        status, content = answer
        if isinstance(content, list):
            self.answer_in_pieces(content)
            return
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"{self.provider.url}/cgi-bin/elsewhere")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def answer_in_pieces(self, pieces):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in [*pieces, b""]:
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")

    def log_message(self, *args):
        """Quiet."""


def _kind(path, headers):
    if "x-tc-action" in headers:
        return "tencent"
    if "x-acs-action" in headers:
        return "aliyun"
    return {"cgi-bin": "wecom", "robot": "dingtalk"}.get(path.split("/")[1], "feishu")


def _sha(data):
    return hashlib.sha256(data).hexdigest()


def _hmac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256)


def _fields(authorization):
    scheme, _, rest = authorization.partition(" ")
    pairs = (part.strip().split("=", 1) for part in rest.split(","))
    return scheme, dict(pairs)


def tencent_signature_fits(request):
    scheme, fields = _fields(request.headers["authorization"])
    key_id, date, service, end = fields["Credential"].split("/")
    stamp = int(request.headers["x-tc-timestamp"])
    signed = fields["SignedHeaders"].split(";")
    lines = "".join(f"{name}:{request.headers[name].lower()}\n" for name in signed)
    canonical = "\n".join(["POST", "/", "", lines, ";".join(signed), _sha(request.body)])
    text = f"{scheme}\n{stamp}\n{date}/{service}/{end}\n{_sha(canonical.encode())}"
    by_date = _hmac(f"TC3{KEY_SECRET}".encode(), date).digest()
    by_service = _hmac(by_date, service).digest()
    expected = _hmac(_hmac(by_service, end).digest(), text).hexdigest()
    return (
        (scheme, key_id, service, end) == ("TC3-HMAC-SHA256", KEY_ID, "sms", "tc3_request")
        and date == time.strftime("%Y-%m-%d", time.gmtime(stamp))
        and abs(time.time() - stamp) < 300
        and {"content-type", "host"} <= set(signed)
        and fields["Signature"] == expected
    )


def aliyun_signature_fits(request):
    scheme, fields = _fields(request.headers["authorization"])
    signed = fields["SignedHeaders"].split(";")
    lines = [f"{name}:{request.headers[name].strip()}" for name in signed]
    query = request.path.partition("?")[2]
    payload = _sha(request.body)
    canonical = "\n".join(["POST", "/", query, *lines, "", ";".join(signed), payload])
    expected = _hmac(KEY_SECRET.encode(), f"{scheme}\n{_sha(canonical.encode())}").hexdigest()
    return (
        (scheme, fields["Credential"]) == ("ACS3-HMAC-SHA256", KEY_ID)
        and query.split("&") == sorted(query.split("&"))
        and signed == sorted(_acs_headers(request) | {"host"})
        and payload == request.headers["x-acs-content-sha256"]
        and fields["Signature"] == expected
    )


def _acs_headers(request):
    return {name for name in request.headers if name.startswith("x-acs-")}


def dingtalk_signature_fits(request):
    stamp = request.query.get("timestamp", "0")
    digest = _hmac(ROBOT_SECRET.encode(), f"{stamp}\n{ROBOT_SECRET}").digest()
    fresh = abs(time.time() * 1000 - int(stamp)) < 3_600_000
    return fresh and request.query.get("sign") == base64.b64encode(digest).decode()


def feishu_signature_fits(request):
    stamp = request.json.get("timestamp", "0")
    digest = _hmac(f"{stamp}\n{ROBOT_SECRET}".encode(), "").digest()
    fresh = abs(time.time() - int(stamp)) < 3_600
    return fresh and request.json.get("sign") == base64.b64encode(digest).decode()


CHECKS = {
    "tencent": tencent_signature_fits,
    "aliyun": aliyun_signature_fits,
    "wecom": lambda request: True,
    "dingtalk": dingtalk_signature_fits,
    "feishu": feishu_signature_fits,
}
