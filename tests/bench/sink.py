# SPDX-License-Identifier: GPL-3.0-or-later
"""sink.py HOST PORT CERTIFICATE FILE: an SMTP server that takes everything and keeps nothing; FILE
grows by one octet with each message."""

import asyncio
import ssl
import sys

HELLO = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 31457280\r\n"
HELLO_PLAIN = HELLO.replace(b"250 SIZE", b"250-STARTTLS\r\n250 SIZE")
LIMIT = 64 * 1024 * 1024


async def serve(reader, writer, context, note):
    writer.write(b"220 sink ESMTP\r\n")
    is_plain = True
    while line := await reader.readline():
        verb = line[:4].upper()
        if verb == b"EHLO":
            writer.write(HELLO_PLAIN if is_plain else HELLO)
        elif verb == b"STAR":
            writer.write(b"220 go ahead\r\n")
            await writer.start_tls(context)
            is_plain = False
        elif verb == b"DATA":
            writer.write(b"354 end with a dot\r\n")
            await reader.readuntil(b"\r\n.\r\n")  # no message is empty here
            note()
            writer.write(b"250 taken\r\n")
        elif verb == b"QUIT":
            writer.write(b"221 bye\r\n")
            break
        else:
            writer.write(b"250 ok\r\n")
    writer.close()


async def main(host, port, certificate, path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with open(path, "ab", buffering=0) as file:

        async def accepted(reader, writer):
            try:
                await serve(reader, writer, context, lambda: file.write(b"."))
            except (OSError, EOFError, ssl.SSLError, asyncio.IncompleteReadError):
                pass  # peers go away

        server = await asyncio.start_server(
            accepted, host, int(port), limit=LIMIT, backlog=1024, reuse_port=True
        )
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
