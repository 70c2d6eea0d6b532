// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/answer.h"

#include <boost/asio/ip/address.hpp>

#include <vector>

namespace roost::net::dns {

/// The addresses of a found Answer of type A or AAAA; malformed records are left out.
std::vector<boost::asio::ip::address> addresses(const Answer& answer);

} // namespace roost::net::dns
