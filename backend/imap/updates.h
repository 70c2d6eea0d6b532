// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/command_table.h"
#include "backend/imap/session.h"
#include "backend/store/types.h"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace roost::imap {

/// Whether the selected mailbox holds something the client has not been told: one indexed read.
bool hasNews(Session& session, Announce what);

/// Tells it: EXISTS, EXPUNGE from the last message down, then FETCH with changed flags
/// (protocol.md A42-A44). A mailbox that is gone ends the session.
boost::asio::awaitable<void> announce(Session& session, Announce what);

/// Says EXISTS once more at the beginning of IDLE, when so many changes were told since the last
/// that an app may have dropped it and would sleep over its mail (protocol.md A17).
void repeatExistsIfUnheard(Session& session);

/// Adds "* 3 FETCH (UID 7 FLAGS (\Seen))" and, with CONDSTORE, MODSEQ.
void appendFlagsFetch(std::string& out, const Session& session, const store::MessageRow& row);

} // namespace roost::imap
