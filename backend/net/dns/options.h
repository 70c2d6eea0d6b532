// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace roost::net::dns {

/// How the Resolver asks.
struct Options {
    std::vector<std::string> forwarders; // "IP", "IP:port" or "[IP]:port"; none: our own recursion
    std::filesystem::path trust_anchor = "/usr/share/dns/root.key"; // missing: nothing is validated
    std::string extra_trust_anchor; // more DS or DNSKEY records, one a line
    bool use_ipv6 = true;           // to reach name servers
    // For questions under way, at least 16: each question to a silent server holds one, and when
    // none is left, all others wait.
    unsigned max_sockets = 2048;
    // With nothing but failures for so long, what is known of name servers is forgotten.
    std::chrono::milliseconds patience{30'000};

    bool operator==(const Options&) const = default;
};

/// The setting `dns_forwarders`: servers separated by spaces. Errors: invalid.
Result<std::vector<std::string>> forwarderList(std::string_view setting);

} // namespace roost::net::dns
