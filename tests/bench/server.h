// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace roost::bench {

/// A server under load: where it listens, who may log in, which processes it is.
struct Server {
    std::string name;
    boost::asio::ip::tcp::endpoint smtps;
    boost::asio::ip::tcp::endpoint imaps;
    std::string users; // pattern of fmt, such as u{:07}@example.org
    std::string password;
    std::vector<pid_t> pids; // all their descendants belong to it as well

    std::string user(int number) const;
};

/// From "name=roost host=127.0.0.1 smtps=465 imaps=993 users=u{:07}@example.org password=x
/// pids=12,34". Throws std::invalid_argument.
Server parseServer(std::string_view text);

} // namespace roost::bench
