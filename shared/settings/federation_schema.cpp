// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/settings/schema_parts.h"

#include <array>

namespace roost::settings {

namespace {

constexpr std::string_view Federation = "Other servers";

const std::array Table = {
    Spec{.name = "dkim_selector",
         .group = Federation,
         .type = Type::selector,
         .minimum = 1,
         .maximum = 63,
         .help = "The name under which the key that signs outgoing messages stands in the DNS. "
                 "Change it only together with the DNS record: other servers refuse messages "
                 "whose key they do not find.",
         .risk = Risk::danger},
    Spec{.name = "queue_first_retry_seconds",
         .group = Federation,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 1,
         .maximum = Day,
         .help = "How long the relay waits before it tries a message again that another server "
                 "could not take. The wait doubles with each try."},
    Spec{.name = "queue_longest_retry_seconds",
         .group = Federation,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 1,
         .maximum = Day,
         .help = "The longest wait between two tries."},
    Spec{.name = "queue_lifetime",
         .group = Federation,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 60,
         .maximum = 30 * Day,
         .help = "How long the relay keeps trying to deliver a message to another server before "
                 "it tells the sender that it failed."},
    Spec{.name = "use_mxdeliv",
         .group = Federation,
         .type = Type::flag,
         .help = "Whether messages to other relays travel over HTTPS first, which also works "
                 "where providers block port 25. Otherwise, and when that fails, they travel by "
                 "SMTP."},
    Spec{.name = "use_mta_sts",
         .group = Federation,
         .type = Type::flag,
         .help = "Whether the relay keeps to what other domains publish about their mail servers "
                 "over HTTPS (MTA-STS). Encryption with a trusted certificate is asked for "
                 "either way."},
    Spec{.name = "use_dane",
         .group = Federation,
         .type = Type::flag,
         .help = "Whether the relay keeps to what other domains publish about their certificates "
                 "in signed DNS records (DANE). Encryption with a trusted certificate is asked "
                 "for either way."},
    Spec{.name = "plaintext_domains",
         .group = Federation,
         .type = Type::domains,
         .maximum = 4000,
         .help = "Domains whose servers cannot encrypt and which get their messages all the same. "
                 "The messages themselves stay encrypted from person to person, but who writes to "
                 "whom can be seen on the way.",
         .risk = Risk::danger},
    Spec{.name = "extra_trust_anchors",
         .group = Federation,
         .type = Type::certificates,
         .maximum = 64 * KiB,
         .help = "Certificates (PEM) of authorities that are trusted besides the public ones when "
                 "the relay talks to other servers. For closed networks with an authority of "
                 "their own.",
         .risk = Risk::danger},
    Spec{.name = "dns_forwarders",
         .group = Federation,
         .type = Type::servers,
         .maximum = 1000,
         .help = "DNS servers to ask, such as 192.0.2.53 or 127.0.0.1:5353. Empty is best: the "
                 "relay then asks the name servers of each domain itself. For closed networks.",
         .risk = Risk::care},
    Spec{.name = "disable_ipv6",
         .group = Federation,
         .type = Type::flag,
         .help = "Whether other servers are reached by IPv4 only. For machines whose IPv6 does "
                 "not work."},
    Spec{.name = "outgoing_smtp_port",
         .group = Federation,
         .type = Type::whole,
         .minimum = 1,
         .maximum = MaxPort,
         .help = "The port on which other servers take messages. It is 25 everywhere; another is "
                 "for tests.",
         .risk = Risk::danger},
    Spec{.name = "outgoing_https_port",
         .group = Federation,
         .type = Type::whole,
         .minimum = 1,
         .maximum = MaxPort,
         .help = "The port on which other relays take messages over HTTPS. It is 443 everywhere; "
                 "another is for tests.",
         .risk = Risk::danger},
    Spec{.name = "max_outgoing_connections",
         .group = Federation,
         .type = Type::whole,
         .unit = "connections",
         .minimum = 1,
         .maximum = 100'000,
         .help =
             "How many servers get messages at the same time. One that says nothing costs little "
             "(13 KB), and a crowd of them delays nobody as long as there are places for all. "
             "At most two fifths of the open files that the system allows are used."},
    Spec{.name = "max_failing_connections",
         .group = Federation,
         .type = Type::whole,
         .unit = "connections",
         .minimum = 1,
         .maximum = 100'000,
         .help = "How many servers that did not answer last time are tried at the same time. They "
                 "have places of their own, so that they never delay the others."},
};

} // namespace

std::span<const Spec> federationSchema()
{
    return Table;
}

} // namespace roost::settings
