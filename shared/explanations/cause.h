// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe/enum.hpp>

namespace roost::explanations {

/// Why a message did not get to its destination at one try, as far as we found out by ourselves.
/// What the other server said of it is the reply beside it.
enum class Cause {
    none, // not tried yet, or the try succeeded

    // Finding the destination.
    bad_domain,     // what stands behind the @ cannot be a domain
    no_such_domain, // the domain does not exist
    null_mx,        // it says that it takes no mail (RFC 7505)
    no_address,     // its mail servers have no address
    dns_failed,     // no answer, or an error: perhaps only now
    dns_bogus,      // the DNSSEC signatures are wrong
    points_here,    // its mail server is this relay, which does not know the domain

    // Reaching it.
    connect_refused,
    connect_timeout,
    unreachable,      // no route to its network
    greeting_timeout, // connected, but nothing was said
    reply_timeout,    // fell silent in the middle
    connection_lost,  // hung up in the middle
    protocol_error,   // said what is no reply

    // Trusting it.
    tls_not_offered,
    tls_failed, // no common version, a broken handshake
    certificate_name,
    certificate_expired,
    certificate_unknown_issuer,
    certificate_invalid, // any other fault of it
    mta_sts_refused,     // the server is not in the domain's MTA-STS policy
    mta_sts_failed,      // there should be a policy, but it cannot be fetched
    dane_refused,        // the certificate is not the one that DNS announces (RFC 7672)

    // What it said.
    refused,      // a reply of SMTP: the line says why
    http_refused, // a reply of mxdeliv: the line says why
    too_large,    // more than the size it announced (RFC 1870)

    // Ourselves.
    own_failure, // could not be read or signed here
    stopped,     // this relay stopped in the middle of the try
    held,        // by an operator
    expired      // tried for as long as the queue keeps messages
};
BOOST_DESCRIBE_ENUM(Cause,
                    none,
                    bad_domain,
                    no_such_domain,
                    null_mx,
                    no_address,
                    dns_failed,
                    dns_bogus,
                    points_here,
                    connect_refused,
                    connect_timeout,
                    unreachable,
                    greeting_timeout,
                    reply_timeout,
                    connection_lost,
                    protocol_error,
                    tls_not_offered,
                    tls_failed,
                    certificate_name,
                    certificate_expired,
                    certificate_unknown_issuer,
                    certificate_invalid,
                    mta_sts_refused,
                    mta_sts_failed,
                    dane_refused,
                    refused,
                    http_refused,
                    too_large,
                    own_failure,
                    stopped,
                    held,
                    expired)

} // namespace roost::explanations
