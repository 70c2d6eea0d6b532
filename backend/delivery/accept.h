// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/address.h"
#include "backend/store/types.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace roost::core {
class LiveSettings;
struct Counters;
} // namespace roost::core
namespace roost::store {
class StoreThread;
}

namespace roost::delivery {

/// An accepted message: who sent it, to whom, and its cleaned octets.
struct Envelope {
    std::string sender; // lower case; empty = the null sender
    std::vector<mail::Address> recipients;
    std::string header;      // when the body is a file: MessageBuffer::header(), for a bounce
    bool is_foreign = false; // of another server, which tells its user of failures
};

/// Takes responsibility for a message: one durable transaction stores the body once, a mailbox row
/// per local recipient, a queue row per remote one, and a bounce to a local sender for recipients
/// that do not exist or are over quota (D40, D41). For a foreign message it is all or nothing: who
/// fails is told by the other server, and gets no mail of ours. Any thread.
class Acceptor {
public:
    Acceptor(store::StoreThread& store,
             core::LiveSettings& settings,
             core::Counters& counters,
             const Clock& clock)
        : store_(store), settings_(settings), counters_(counters), clock_(clock)
    {
    }
    /// When this returns a value the message is on disk. Errors: unavailable, and of a foreign one
    /// not_found (a recipient) and limit (its quota); nothing was stored.
    boost::asio::awaitable<Result<>> accept(Envelope envelope, store::NewBody body);

private:
    store::StoreThread& store_;
    core::LiveSettings& settings_;
    core::Counters& counters_;
    const Clock& clock_;
};

} // namespace roost::delivery
