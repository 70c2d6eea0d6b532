// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/finding.h"
#include "backend/net/dns/lookup.h"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace roost::delivery::remote {

/// Which hosts take the mail of a domain.
struct Route {
    std::vector<std::string> hosts; // in the order in which to try them; perhaps an IP address
    bool is_address = false;        // the domain was an address literal
    bool is_secure = false;         // DNSSEC proves which hosts they are
};

/// A Route, or why there is none.
struct Routing {
    Route route;
    std::optional<Finding> finding;
};

/// Looks up where mail for `domain` (lower case) goes (RFC 5321 §5.1, protocol.md D33): the hosts
/// of its MX records by preference, those of one preference in any order; without MX records the
/// domain itself, if it has an address: else it cannot have mail, now or later. `own_name` is this
/// relay: it and all hosts behind it are left out. Throws operation_aborted when cancelled.
boost::asio::awaitable<Routing>
routeTo(net::dns::Lookup& names, std::string domain, std::string own_name);

} // namespace roost::delivery::remote
