// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/settings/schema_parts.h"

#include <array>

namespace roost::settings {

namespace {

constexpr std::string_view Connections = "Connections";
constexpr std::string_view Logging = "Logging";

const std::array Table = {
    Spec{.name = "max_imap_connections",
         .group = Connections,
         .type = Type::whole,
         .unit = "connections",
         .minimum = 10,
         .maximum = 1'000'000,
         .help = "How many apps may wait for messages at the same time. Each costs about 20 KB of "
                 "memory.",
         .risk = Risk::care},
    Spec{.name = "max_smtp_connections",
         .group = Connections,
         .type = Type::whole,
         .unit = "connections",
         .minimum = 10,
         .maximum = 1'000'000,
         .help = "How many apps and servers may hand over messages at the same time.",
         .risk = Risk::care},
    Spec{.name = "max_http_connections",
         .group = Connections,
         .type = Type::whole,
         .unit = "connections",
         .minimum = 10,
         .maximum = 1'000'000,
         .help = "How many browsers and servers may use the web address at the same time.",
         .risk = Risk::care},
    Spec{.name = "imap_idle_keepalive_seconds",
         .group = Connections,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 30,
         .maximum = 1740, // RFC 2177 asks clients to come back within 29 minutes
         .help = "How often a waiting app gets a sign of life. Shorter finds lost connections "
                 "sooner, longer saves the battery of phones."},
    Spec{.name = "imap_login_timeout_seconds",
         .group = Connections,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 10,
         .maximum = 3600,
         .help = "How long a connection may stay open without logging in."},
    Spec{.name = "imap_timeout_seconds",
         .group = Connections,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 1800, // RFC 3501 §5.4
         .maximum = Day,
         .help = "How long an app that fetches messages may be silent before it is disconnected."},
    Spec{.name = "smtp_timeout_seconds",
         .group = Connections,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 60,
         .maximum = 3600,
         .help = "How long an app or server that hands over a message may be silent before it is "
                 "disconnected."},
    Spec{.name = "http_timeout_seconds",
         .group = Connections,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 5,
         .maximum = 3600,
         .help = "How long a browser or server on the web address may be silent before it is "
                 "disconnected."},
    Spec{.name = "message_memory",
         .group = Connections,
         .type = Type::octets,
         .unit = "octets",
         .minimum = MiB,
         .maximum = TiB,
         .help = "How much memory messages may take while they arrive, all together. Beyond it "
                 "they are written to the disk as they come."},
    Spec{.name = "spool_space",
         .group = Connections,
         .type = Type::octets,
         .unit = "octets",
         .minimum = 64 * MiB,
         .maximum = 1024 * TiB,
         .help = "How much room on the disk messages may take while they arrive, all together. "
                 "Beyond it senders are asked to try again later."},

    Spec{.name = "log_level",
         .group = Logging,
         .type = Type::choice,
         .choices = {"debug", "info", "warn", "error"},
         .help = "How much the relay writes to the system's log. \"debug\" may name addresses: "
                 "use it only to find a fault, and go back to \"info\". It ends by itself after an "
                 "hour."},
};

} // namespace

std::span<const Spec> serviceSchema()
{
    return Table;
}

} // namespace roost::settings
