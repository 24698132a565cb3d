"""A mail server that takes one mail per connection, or refuses the recipient."""

import socketserver
import threading


class FakeMail:
    def __init__(self, refuse_recipient=""):
        self.refuse_recipient = refuse_recipient
        self.mails = []

    def start(self):
        handler = type("Handler", (_Handler,), {"fake": self})
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.port = self.server.server_address[1]
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class _Handler(socketserver.StreamRequestHandler):
    fake: FakeMail

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 fake")
        for raw in self.rfile:
            verb = raw.decode().split(":")[0].split()[0].upper()
            if verb == "DATA":
                self.take_mail()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            elif verb == "RCPT" and self.fake.refuse_recipient:
                self.say(self.fake.refuse_recipient)
            else:
                self.say("250 ok")

    def take_mail(self):
        self.say("354 go on")
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw)
        self.fake.mails.append(b"".join(lines))
        self.say("250 taken")
