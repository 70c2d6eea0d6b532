// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/grammar/fetch_request.h"
#include "backend/imap/session.h"
#include "backend/store/stores.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

namespace roost::imap {

/// A message whose body is a file.
struct LargeMessage {
    store::MessageRow row;
    store::Body body;
    bool adds_flags = false; // \Seen was set by this command
};

/// Answers FETCH for one of them: long sections are sent in pieces read by the disk workers, the
/// rest is made there. A message that vanished meanwhile gives no answer.
/// Errors: unavailable (workers busy, or too many large messages in memory), limit (the answer
/// would be far longer than the message).
boost::asio::awaitable<Result<>>
fetchLarge(Session& session, const FetchRequest& request, const LargeMessage& message);

} // namespace roost::imap
