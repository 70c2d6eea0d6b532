// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/answer.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <string>

namespace roost::net::dns {

/// Who answers questions to the name system: the Resolver, or a table of a test.
class Lookup {
public:
    virtual ~Lookup() = default;

    static constexpr std::chrono::milliseconds DefaultLimit{10'000};

    /// The records of `type` at `name`, at the latest after `limit`. Trouble is a failed Answer,
    /// never an exception; only the cancellation of the caller throws (operation_aborted). What is
    /// no host or service name at all (other characters, too long) does not exist.
    /// Any thread; resumes on the caller's executor, which must not run on several threads at once.
    virtual boost::asio::awaitable<Answer> ask(std::string name,
                                               Type type,
                                               std::chrono::milliseconds limit = DefaultLimit,
                                               Freshness freshness = Freshness::cached) = 0;
};

} // namespace roost::net::dns
