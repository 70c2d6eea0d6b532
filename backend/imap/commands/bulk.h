// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/session.h"
#include "backend/store/message_store.h"
#include "backend/store/types.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>

namespace roost::imap {

/// What is done to many messages is done in steps, between which the writer serves everybody else.
constexpr std::uint64_t MessagesPerJob = 500;

enum class Which { deleted, all };

/// Removes `uids` of a mailbox, or those of them that carry \Deleted.
/// Errors: unavailable; what was removed before stays removed.
boost::asio::awaitable<Result<>>
removeMessages(Session& session, store::MailboxId mailbox, store::UidSet uids, Which which);

/// All or none. Errors: limit (quota), not_found, unavailable.
boost::asio::awaitable<Result<store::CopyResult>>
copyMessages(Session& session, store::MailboxId from, store::UidSet uids, store::MailboxId to);

/// Messages that were moved, and why no more of them were.
struct Moved {
    store::CopyResult done;
    std::optional<Error> stopped; // limit, not_found, unavailable
};

/// Each message is moved or left as it was (RFC 6851 §3.3).
boost::asio::awaitable<Moved>
moveMessages(Session& session, store::MailboxId from, store::UidSet uids, store::MailboxId to);

} // namespace roost::imap
