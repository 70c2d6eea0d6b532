// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/finding.h"
#include "backend/net/dns/decode.h"
#include "backend/net/dns/lookup.h"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace roost::delivery::remote {

/// What DNS announces of a mail server's certificate (RFC 7672 §2).
struct Announcement {
    std::vector<net::dns::Tlsa> records; // usable ones; empty: nothing is announced
    std::optional<Finding> finding;      // the server must not be used
};

/// The announcement for `host`, which signed DNS names as a mail server. Only what DNSSEC proves
/// counts. When there is no answer though the host's zone is signed, somebody may be hiding one.
/// The name is not expanded: an MX record must not name a CNAME (RFC 2181 §10.3).
/// Throws operation_aborted when cancelled.
boost::asio::awaitable<Announcement>
announcementOf(net::dns::Lookup& names, std::string host, std::uint16_t port);

} // namespace roost::delivery::remote
