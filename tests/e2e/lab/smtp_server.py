# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail servers that do what a test tells them: take everything, or break at one point."""

import asyncio
import logging
import ssl
import threading
import warnings

from children import wait_for
from lab.conversation import LONGEST_LINE, Behaviour, Conversation, Gone

__all__ = ["Behaviour", "SmtpServers"]

logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # peers that go away are no news


class SmtpServers:
    """Any number of such servers on one event loop in a thread. Use it in a `with`."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.deliveries = []  # grows only; read by any thread
        self.connections = 0
        self.open = 0
        self.most_open = 0
        self.stages = {}  # server: the stages that peers came to
        self.tasks = set()
        self.listeners = []

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self.end(), self.loop).result(30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def end(self):
        for listener in self.listeners:
            listener.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def listen(self, name, host, port, behaviour):
        """Serves until the end; `name` is that in deliveries."""

        async def begin():
            context = server_context(behaviour) if behaviour.certificate else None

            async def accepted(reader, writer):
                await self.serve(Conversation(self, name, behaviour, context, reader, writer))

            listener = await asyncio.start_server(
                accepted, host, port, limit=LONGEST_LINE, backlog=4096
            )
            self.listeners.append(listener)
            return listener

        return asyncio.run_coroutine_threadsafe(begin(), self.loop).result(10)

    def stop_listening(self, server):
        self.loop.call_soon_threadsafe(server.close)

    async def serve(self, conversation):
        self.tasks.add(asyncio.current_task())
        self.connections += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            await conversation.run()
        except (Gone, OSError, EOFError, ssl.SSLError, asyncio.CancelledError, ValueError):
            pass  # what a peer does is up to it
        finally:
            self.open -= 1
            self.tasks.discard(asyncio.current_task())
            conversation.writer.transport.abort()

    def note_stage(self, server, stage):
        self.stages.setdefault(server, set()).add(stage)

    def wait_for(self, condition, what, limit):
        """Until the condition, which gets the list of deliveries, holds; its value."""
        return wait_for(lambda: condition(self.deliveries), what, limit)

    def of(self, server):
        return [delivery for delivery in list(self.deliveries) if delivery.server == server]


def server_context(behaviour):
    warnings.simplefilter("ignore", DeprecationWarning)  # of the old TLS, which is the point
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if behaviour.is_old_tls:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(behaviour.certificate)
    return context
