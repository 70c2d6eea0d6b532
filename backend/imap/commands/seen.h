// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/session.h"
#include "backend/store/types.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

namespace roost::imap {

/// Sets \Seen on those of `uids` that lack it and gives them (RFC 3501 §6.4.5 BODY[...]).
/// Errors: unavailable, not_found (the mailbox is gone).
boost::asio::awaitable<Result<store::UidSet>> markSeen(Session& session, const store::UidSet& uids);

/// The highest MODSEQ of rows just changed by this session's own command.
void noteOwnChange(Session& session, const std::vector<store::MessageRow>& changed);

} // namespace roost::imap
