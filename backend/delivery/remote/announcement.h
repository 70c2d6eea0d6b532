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
/// counts; of a host that is an alias, what stands at the end of the CNAMEs comes before what
/// stands at its own name (RFC 7672 §2.2.3). Where a question is not answered, and the answer could
/// have been signed, somebody may be hiding an announcement. Throws operation_aborted when
/// cancelled.
boost::asio::awaitable<Announcement>
announcementOf(net::dns::Lookup& names, std::string host, std::uint16_t port);

} // namespace roost::delivery::remote
