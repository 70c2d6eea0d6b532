// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"
#include "backend/net/dns/lookup.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace roost::net {

/// Where to, and how long to try.
struct Dialing {
    std::string host; // a name, or an IP address as text
    std::uint16_t port = 0;
    bool use_ipv6 = true;
    std::chrono::milliseconds limit{10'000}; // for the names, and again to connect
};

enum class DialFault {
    none,
    no_address, // DNS says so, for now and later
    dns_failed,
    dns_bogus, // DNSSEC says that the answer was forged
    refused,
    timed_out,
    unreachable, // no route, forbidden, or the like
};

struct Dialed {
    std::optional<Connection> connection; // when there is no fault
    bool is_name_secure = false;          // DNSSEC proves the addresses
    DialFault fault = DialFault::none;
    std::string why; // when there is one, in plain words
};

/// Connects to hosts by all their addresses, IPv4 with a short head start (RFC 8305, protocol.md
/// D34). Any thread; the coroutine's executor must not run on several threads at once.
class Dialer {
public:
    static constexpr std::chrono::milliseconds HeadStart{250}; // of IPv4, and between addresses
    static constexpr std::size_t MaxAddresses = 8;             // tried of each family

    /// `names` outlives us.
    explicit Dialer(dns::Lookup& names) : names_(names) {}

    /// The first connection that comes about; the other attempts are given up. Throws only when the
    /// caller is cancelled (operation_aborted), and for our own faults.
    boost::asio::awaitable<Dialed> dial(Dialing dialing);

    dns::Lookup& names() const { return names_; }

private:
    dns::Lookup& names_;
};

} // namespace roost::net
