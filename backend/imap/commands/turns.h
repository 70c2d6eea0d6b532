// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdint>

namespace roost::imap {

/// Lets the other sessions of this thread have their turn.
inline boost::asio::awaitable<void> yield()
{
    co_await boost::asio::post(boost::asio::use_awaitable);
}

/// The first `count` UIDs of `uids`, taken out of it.
store::UidSet takeFirst(store::UidSet& uids, std::uint64_t count);

} // namespace roost::imap
