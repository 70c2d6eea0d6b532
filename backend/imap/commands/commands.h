// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/answer.h"
#include "backend/imap/command_reader.h"

#include <boost/asio/awaitable.hpp>

namespace roost::imap {

struct Session;
using Handled = boost::asio::awaitable<Answer>;

/// The handlers of command_table.cpp: each carries out one command, queues its untagged responses
/// and gives the tagged one. Both arguments outlive the coroutine.

// greeting.cpp
Handled onCapability(Session& session, Command& command);
Handled onNoop(Session& session, Command& command);
Handled onLogout(Session& session, Command& command);
Handled onId(Session& session, Command& command);
Handled onEnable(Session& session, Command& command);

// login.cpp
Handled onStartTls(Session& session, Command& command);
Handled onLogin(Session& session, Command& command);
Handled onAuthenticate(Session& session, Command& command);

// selection.cpp
Handled onSelect(Session& session, Command& command);
Handled onExamine(Session& session, Command& command);
Handled onClose(Session& session, Command& command);
Handled onUnselect(Session& session, Command& command);
Handled onCheck(Session& session, Command& command);
Handled onExpunge(Session& session, Command& command);

// fetch.cpp, store_flags.cpp, search.cpp, copy_move.cpp, append.cpp, idle.cpp
Handled onFetch(Session& session, Command& command);
Handled onStore(Session& session, Command& command);
Handled onSearch(Session& session, Command& command);
Handled onCopy(Session& session, Command& command);
Handled onMove(Session& session, Command& command);
Handled onAppend(Session& session, Command& command);
Handled onIdle(Session& session, Command& command);
/// What goes on after onIdle has agreed to it, until the client says DONE.
Handled idle(Session& session);

// mailboxes.cpp
Handled onCreate(Session& session, Command& command);
Handled onDelete(Session& session, Command& command);
Handled onRename(Session& session, Command& command);
Handled onSubscribe(Session& session, Command& command);
Handled onUnsubscribe(Session& session, Command& command);

// listing.cpp
Handled onList(Session& session, Command& command);
Handled onLsub(Session& session, Command& command);
Handled onStatus(Session& session, Command& command);
Handled onNamespace(Session& session, Command& command);

// quota.cpp
Handled onGetQuotaRoot(Session& session, Command& command);
Handled onGetQuota(Session& session, Command& command);
Handled onSetQuota(Session& session, Command& command);

// metadata.cpp
Handled onGetMetadata(Session& session, Command& command);
Handled onSetMetadata(Session& session, Command& command);

} // namespace roost::imap
