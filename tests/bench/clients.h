// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/imap_client.h"
#include "tests/bench/loop.h"
#include "tests/bench/smtp_client.h"

#include <deque>
#include <functional>

namespace roost::bench {

/// IMAP clients of the users from `first` on, logged in; some at a time, as crowds do not come at
/// once.
std::deque<ImapClient> imapClients(Loop& loop, const Server& server, int first, int count);
std::deque<SmtpClient> smtpClients(Loop& loop, const Server& server, int first, int count);

/// Makes sure that the accounts exist and have been used: logs in to each and goes away.
void visit(Loop& loop, const Server& server, int first, int count);

/// Runs `what` for each client, all at once.
using WithImap = std::function<awaitable<void>(ImapClient&)>;
void forEach(Loop& loop, std::deque<ImapClient>& clients, const WithImap& what);

} // namespace roost::bench
