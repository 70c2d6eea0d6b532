// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/peer.h"
#include "tests/bench/server.h"

#include <cstdint>

namespace roost::bench {

/// IMAP over implicit TLS. Any answer but OK throws.
class ImapClient {
public:
    /// What came before the tagged answer.
    struct Seen {
        std::uint64_t literals = 0;
        std::uint64_t literal_octets = 0;
        std::string last_line; // the last untagged one
    };

    explicit ImapClient(boost::asio::any_io_executor executor) : peer_(std::move(executor)) {}

    awaitable<void> logIn(const Server& server, std::string user);
    awaitable<Seen> command(std::string text);
    /// How many messages INBOX holds.
    awaitable<std::uint64_t> countMessages();
    /// Leaves INBOX without a message, unselected.
    awaitable<void> empty();
    awaitable<void> append(std::string_view message);
    awaitable<void> logOut();
    /// Selects INBOX and begins to IDLE.
    awaitable<void> idle();
    /// While idling: until new mail is announced.
    awaitable<void> waitForMail();
    /// Tries to log in; whether the server says goodbye to us instead.
    awaitable<bool> isTurnedAway(const Server& server, std::string user);

private:
    awaitable<Seen> answer();

    Peer peer_;
};

} // namespace roost::bench
