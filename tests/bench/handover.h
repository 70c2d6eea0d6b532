// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loop.h"

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace roost::bench {

/// A message and where it goes.
struct Letter {
    std::string sender;
    std::string recipient;
    std::string text; // with its final dot
};

/// Each letter in the file is a line "sender recipient octets" and then the message, dot-stuffed.
std::vector<Letter> readLetters(const std::string& path);

struct HandoverOptions {
    boost::asio::ip::tcp::endpoint server;
    bool is_starttls = true; // else TLS from the first octet
    std::string password;    // when not empty, each connection logs in as its first sender
    int connections = 20;    // letter n goes through connection n modulo this
};

/// Hands all over to an SMTP server and returns when the last is answered with 250. What is
/// answered with 4xx is offered again on a new connection; their number.
int handOver(Loop& loop, const HandoverOptions& options, const std::vector<Letter>& letters);

} // namespace roost::bench
