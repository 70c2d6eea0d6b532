// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>

namespace roost::settings {

/// How mail travels to and from other servers.
struct FederationValues {
    // Of ports, `port_offset` moves none: they are those of others.
    std::string dkim_selector = "opendkim";
    std::int64_t queue_first_retry_seconds = 300; // doubles
    std::int64_t queue_longest_retry_seconds = 4000;
    std::int64_t queue_lifetime = 172'800; // seconds
    bool use_mxdeliv = true;
    bool use_mta_sts = true;
    bool use_dane = true;
    std::string plaintext_domains = "nauta.cu"; // domains, separated by spaces
    std::string extra_trust_anchors;            // certificates, PEM
    std::string dns_forwarders;                 // IP[:port], separated by spaces; empty: none
    bool disable_ipv6 = false;
    std::int64_t outgoing_smtp_port = 25;
    std::int64_t outgoing_https_port = 443;
    std::int64_t max_outgoing_connections = 8000;
    std::int64_t max_failing_connections = 500;

    bool operator==(const FederationValues&) const = default;
};

BOOST_DESCRIBE_STRUCT(FederationValues,
                      (),
                      (dkim_selector,
                       queue_first_retry_seconds,
                       queue_longest_retry_seconds,
                       queue_lifetime,
                       use_mxdeliv,
                       use_mta_sts,
                       use_dane,
                       plaintext_domains,
                       extra_trust_anchors,
                       dns_forwarders,
                       disable_ipv6,
                       outgoing_smtp_port,
                       outgoing_https_port,
                       max_outgoing_connections,
                       max_failing_connections))

} // namespace roost::settings
