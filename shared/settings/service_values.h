// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>

namespace roost::settings {

/// Connections, time limits, log.
struct ServiceValues {
    // Connections and time limits.
    std::int64_t max_imap_connections = 10'000;
    std::int64_t max_smtp_connections = 1000;
    std::int64_t max_http_connections = 1000;
    std::int64_t imap_idle_keepalive_seconds = 120;
    std::int64_t imap_login_timeout_seconds = 180;
    std::int64_t imap_timeout_seconds = 1800;
    std::int64_t smtp_timeout_seconds = 300;
    std::int64_t http_timeout_seconds = 60;
    std::int64_t message_memory = 67'108'864; // octets of message text in memory, all sessions
    std::int64_t spool_space = 2'147'483'648; // octets of unfinished messages on disk

    std::string log_level = "info";

    bool operator==(const ServiceValues&) const = default;
};

BOOST_DESCRIBE_STRUCT(ServiceValues,
                      (),
                      (max_imap_connections,
                       max_smtp_connections,
                       max_http_connections,
                       imap_idle_keepalive_seconds,
                       imap_login_timeout_seconds,
                       imap_timeout_seconds,
                       smtp_timeout_seconds,
                       http_timeout_seconds,
                       message_memory,
                       spool_space,
                       log_level))

} // namespace roost::settings
