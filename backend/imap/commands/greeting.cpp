// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/capabilities.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/session.h"
#include "shared/base/text.h"

namespace roost::imap {

Handled onCapability(Session& session, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    session.peer.queue("* CAPABILITY ");
    session.peer.queue(capabilities(session));
    session.peer.queue("\r\n");
    co_return ok("Capability completed.");
}

/// What is new is told by the rule of the command.
Handled onNoop(Session&, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    co_return ok("Noop completed.");
}

Handled onLogout(Session& session, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    session.sayBye("Logging out.");
    co_return ok("Logout completed.");
}

/// RFC 2971: a client that says who it is, or NIL. We say nothing of us, and note nothing of it.
Handled onId(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) co_return badArguments();
    if (!arguments.takeWord("NIL")) {
        if (!arguments.take('(')) co_return badArguments();
        arguments.skipSpaces();
        while (!arguments.take(')')) {
            if (!arguments.nstring()) co_return badArguments();
            if (!arguments.space() && arguments.next() != ')') co_return badArguments();
        }
    }
    if (!arguments.atEnd()) co_return badArguments();
    session.peer.queue("* ID NIL\r\n");
    co_return ok("ID completed.");
}

/// RFC 5161; CONDSTORE is all there is to enable.
Handled onEnable(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    bool has_enabled = false;
    if (arguments.atEnd()) co_return badArguments();
    while (arguments.space() && !arguments.atEnd()) {
        const auto name = arguments.atom();
        if (!name) co_return badArguments();
        if (equalNoCase(*name, "CONDSTORE")) has_enabled = true;
    }
    if (!arguments.atEnd()) co_return badArguments();
    if (has_enabled) session.has_condstore = true;
    session.peer.queue(has_enabled ? "* ENABLED CONDSTORE\r\n" : "* ENABLED\r\n");
    co_return ok("Enabled.");
}

} // namespace roost::imap
