// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/peer.h"
#include "tests/bench/server.h"

#include <vector>

namespace roost::bench {

/// Who sends what to whom.
struct Envelope {
    std::string_view sender;
    std::vector<std::string_view> recipients;
    std::string_view message; // dot-stuffed, with its last CRLF
};

/// Submission over TLS (RFC 8314 §3.3), and what other servers do. A reply that refuses throws.
class SmtpClient {
public:
    explicit SmtpClient(boost::asio::any_io_executor executor) : peer_(std::move(executor)) {}

    awaitable<void> logIn(const Server& server, std::string user);

    /// Connects and says EHLO, with TLS from the first octet or after STARTTLS.
    awaitable<void> beginTls(boost::asio::ip::tcp::endpoint server);
    awaitable<void> startTls(boost::asio::ip::tcp::endpoint server);
    awaitable<void> logIn(std::string user, std::string password);
    /// `message` ends with its dot. Whether it was taken; not when the answer is 4xx.
    awaitable<bool>
    hand(std::string_view sender, std::string_view recipient, std::string_view message);
    awaitable<void> quit();

    /// The commands up to DATA go out in one write (RFC 2920), as chat apps send them.
    awaitable<void> submit(const Envelope& envelope);

private:
    awaitable<char> reply();
    awaitable<void> expect(char kind);
    awaitable<void> ask(std::string_view command, char kind);

    Peer peer_;
};

} // namespace roost::bench
