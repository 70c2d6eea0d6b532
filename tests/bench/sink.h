// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loop.h"

#include <boost/asio/ip/tcp.hpp>

#include <string>

namespace roost::bench {

/// An SMTP server that takes everything behind STARTTLS and keeps nothing, for ever.
/// `certificate`: a file with key and certificate. `count`: a file that grows by one octet with
/// each message.
void serveSink(boost::asio::ip::tcp::endpoint here,
               const std::string& certificate,
               const std::string& count);

} // namespace roost::bench
