// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/conversation.h"
#include "backend/store/queue_store.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>

namespace roost::delivery::remote {

using GiveUpServices = ConversationServices;

/// What an operator does who will not wait any longer: the rows go, and their senders are told with
/// the last answer of the other server. How many rows; those that were dropped or are gone do not
/// count. What is just being delivered counts, and is decided by the other server: when it takes
/// the message nobody is told that it failed, else it is given up then (tried again after a crash
/// before that). Of a domain only what waits by now is meant. `reader` is the calling thread's.
/// Errors: unavailable; some may be gone by then.
boost::asio::awaitable<Result<std::int64_t>>
giveUp(const GiveUpServices& services, store::Stores& reader, store::QueueSelection which);

/// The same for rows that the caller has in hand. What failed can be done again.
boost::asio::awaitable<Result<std::int64_t>>
giveUpInHand(const GiveUpServices& services, store::Stores& reader, RowsInHand::Ids ids);

} // namespace roost::delivery::remote
