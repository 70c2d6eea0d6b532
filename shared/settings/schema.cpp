// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/settings/schema.h"

#include <algorithm>
#include <array>

namespace roost::settings {

namespace {

constexpr double MaxPort = 65535;
constexpr double KiB = 1024;
constexpr double MiB = 1024 * KiB;
constexpr double GiB = 1024 * MiB;
constexpr double TiB = 1024 * GiB;
constexpr double Day = 86400;

constexpr std::string_view Identity = "Identity";
constexpr std::string_view Ports = "Ports";
constexpr std::string_view Accounts = "Accounts";
constexpr std::string_view Sending = "Sending";
constexpr std::string_view Storage = "Storage";
constexpr std::string_view Federation = "Other servers";
constexpr std::string_view Connections = "Connections";
constexpr std::string_view Logging = "Logging";

// Reading order of the console; each group's settings stand together.
const std::array Table = {
    Spec{.name = "mail_domain",
         .group = Identity,
         .type = Type::domain,
         .maximum = 255,
         .help = "The part after the @ of every address on this relay. It is chosen once, at "
                 "setup: addresses, and with them everybody's contacts, depend on it.",
         .read_only = true},
    Spec{.name = "listen_addresses",
         .group = Identity,
         .type = Type::addresses,
         .minimum = 1,
         .maximum = 1000,
         .help = "The addresses of this machine that the relay answers on. 127.0.0.1 can be "
                 "reached from this machine only; 0.0.0.0 and :: mean all of them.",
         .risk = Risk::danger},
    Spec{.name = "tls_mode",
         .group = Identity,
         .type = Type::choice,
         .choices = {"self-signed"},
         .help = "Where the certificate comes from that proves to apps that they talk to this "
                 "relay. A self-signed one needs nobody else, but apps must be told to accept it; "
                 "invite links do that.",
         .risk = Risk::danger},
    Spec{.name = "privacy_mail",
         .group = Identity,
         .type = Type::address,
         .maximum = 254,
         .help = "A mail address where users can ask what happens with their data. Shown on the "
                 "relay's web page and in apps."},
    Spec{.name = "server_comment",
         .group = Identity,
         .type = Type::text,
         .maximum = 500,
         .help = "A short text that apps show in the details of this relay."},

    Spec{.name = "port_offset",
         .group = Ports,
         .type = Type::whole,
         .minimum = 0,
         .maximum = 60000,
         .help = "Added to every port below. For trying the relay out beside another mail server, "
                 "or without the right to use ports under 1024. Leave it at 0 for real use.",
         .risk = Risk::danger},
    Spec{.name = "smtp_submissions_port",
         .group = Ports,
         .type = Type::whole,
         .minimum = 1,
         .maximum = MaxPort,
         .help = "Where apps send messages, encrypted from the first octet. Apps expect 465.",
         .risk = Risk::danger},
    Spec{.name = "smtp_submission_port",
         .group = Ports,
         .type = Type::whole,
         .minimum = 1,
         .maximum = MaxPort,
         .help = "Where apps send messages that begin in plain and then switch to encryption. "
                 "Apps expect 587.",
         .risk = Risk::danger},
    Spec{.name = "imaps_port",
         .group = Ports,
         .type = Type::whole,
         .minimum = 1,
         .maximum = MaxPort,
         .help = "Where apps fetch messages, encrypted from the first octet. Apps expect 993.",
         .risk = Risk::danger},
    Spec{.name = "imap_port",
         .group = Ports,
         .type = Type::whole,
         .minimum = 1,
         .maximum = MaxPort,
         .help = "Where apps fetch messages that begin in plain and then switch to encryption. "
                 "Apps expect 143.",
         .risk = Risk::danger},
    Spec{.name = "https_port",
         .group = Ports,
         .type = Type::whole,
         .minimum = 1,
         .maximum = MaxPort,
         .help = "The web page, invites, and a way in for apps in networks that block mail ports. "
                 "Browsers expect 443.",
         .risk = Risk::danger},
    Spec{.name = "smtp_port",
         .group = Ports,
         .type = Type::whole,
         .minimum = 1,
         .maximum = MaxPort,
         .help = "Where other servers hand over messages for the users of this relay. They expect "
                 "25.",
         .risk = Risk::danger},

    Spec{.name = "registration_open",
         .group = Accounts,
         .type = Type::flag,
         .help = "Whether anybody may make a new account by logging in with an unused address. "
                 "When closed, those who have an account go on as before.",
         .risk = Risk::care},
    Spec{.name = "username_min_length",
         .group = Accounts,
         .type = Type::whole,
         .unit = "characters",
         .minimum = 1,
         .maximum = 64,
         .help = "The shortest name a new account may have in front of the @. Apps make names of "
                 "9 characters; a longer minimum locks them out.",
         .risk = Risk::care},
    Spec{.name = "username_max_length",
         .group = Accounts,
         .type = Type::whole,
         .unit = "characters",
         .minimum = 1,
         .maximum = 64,
         .help = "The longest name a new account may have in front of the @. Apps make names of "
                 "9 characters; a shorter maximum locks them out.",
         .risk = Risk::care},
    Spec{.name = "password_min_length",
         .group = Accounts,
         .type = Type::whole,
         .unit = "characters",
         .minimum = 9,
         .maximum = 20,
         .help = "The shortest password a new account may have. Apps make passwords of 12 or more "
                 "random characters.",
         .risk = Risk::care},
    Spec{.name = "max_new_accounts_per_network_hour",
         .group = Accounts,
         .type = Type::whole,
         .unit = "accounts",
         .minimum = 1,
         .maximum = 1'000'000,
         .help = "How many accounts may be made in one hour from one network (a home, an office). "
                 "Stops scripts that fill the relay. Raise it for an event where many people "
                 "join over one Wi-Fi."},
    Spec{.name = "max_new_accounts_per_second",
         .group = Accounts,
         .type = Type::whole,
         .unit = "accounts",
         .minimum = 1,
         .maximum = 10'000,
         .help = "How many accounts may be made in one second, from everywhere together."},
    Spec{.name = "deleted_account_undo_seconds",
         .group = Accounts,
         .type = Type::whole,
         .unit = "seconds",
         .minimum = 0,
         .maximum = 30 * Day,
         .help = "How long a deleted account can be brought back before its messages are erased "
                 "for good. The address is kept free of others meanwhile."},
    Spec{.name = "max_load_1m",
         .group = Accounts,
         .type = Type::decimal,
         .minimum = 0.1,
         .maximum = 10'000,
         .help = "No new accounts while the machine is busier than this (load average of one "
                 "minute). Existing users are not affected."},
    Spec{.name = "min_available_memory",
         .group = Accounts,
         .type = Type::octets,
         .unit = "octets",
         .minimum = 0,
         .maximum = TiB,
         .help = "No new accounts while the machine has less free memory than this. Existing "
                 "users are not affected."},
    Spec{.name = "min_free_disk_space",
         .group = Accounts,
         .type = Type::octets,
         .unit = "octets",
         .minimum = 0,
         .maximum = 1024 * TiB,
         .help = "No new accounts while the disk has less room than this. Existing users are not "
                 "affected."},

    Spec{.name = "max_user_send_per_minute",
         .group = Sending,
         .type = Type::whole,
         .unit = "messages",
         .minimum = 1,
         .maximum = 100'000,
         .help = "How many messages one user may send in a minute, in the long run. Keeps a "
                 "misused account from flooding others.",
         .risk = Risk::care},
    Spec{.name = "max_user_send_burst_size",
         .group = Sending,
         .type = Type::whole,
         .unit = "messages",
         .minimum = 1,
         .maximum = 100'000,
         .help = "How many messages one user may send at once before the rate per minute applies.",
         .risk = Risk::care},
    Spec{.name = "max_message_size",
         .group = Sending,
         .type = Type::octets,
         .unit = "octets",
         .minimum = 64 * KiB,
         .maximum = 500 * MiB, // apps hold 512 MiB of one answer (protocol.md A17)
         .help = "The largest message, with attachments, that is accepted. Encryption makes "
                 "attachments about a third larger.",
         .risk = Risk::care},
    Spec{.name = "max_recipients",
         .group = Sending,
         .type = Type::whole,
         .unit = "recipients",
         .minimum = 100, // RFC 5321 §4.5.3.1.8
         .maximum = 10'000,
         .help = "How many people one message may go to: the size of the largest group.",
         .risk = Risk::care},

    Spec{.name = "max_mailbox_size",
         .group = Storage,
         .type = Type::octets,
         .unit = "octets",
         .minimum = MiB,
         .maximum = TiB,
         .help = "How much one user may keep here. When a mailbox gets close to it, its oldest "
                 "messages are removed. Phones keep their own copies.",
         .risk = Risk::danger},
    Spec{.name = "delete_mails_after",
         .group = Storage,
         .type = Type::whole,
         .unit = "days",
         .minimum = 1,
         .maximum = 36'500,
         .help = "Messages are removed from the relay after this time. Phones that were not "
                 "online in all that time miss them. This version does not remove them yet.",
         .risk = Risk::danger},
    Spec{.name = "delete_large_after",
         .group = Storage,
         .type = Type::whole,
         .unit = "days",
         .minimum = 1,
         .maximum = 36'500,
         .help = "Messages above 200 KB that an app has already noticed are removed after this "
                 "time, to save room. This version does not remove them yet.",
         .risk = Risk::danger},
    Spec{.name = "delete_inactive_users_after",
         .group = Storage,
         .type = Type::whole,
         .unit = "days",
         .minimum = 1,
         .maximum = 36'500,
         .help = "Accounts that nobody logged in to for this time are removed with their "
                 "messages, and the address becomes free. This version does not remove them yet.",
         .risk = Risk::danger},
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
             "At most a quarter of the open files that the system allows are used."},
    Spec{.name = "max_failing_connections",
         .group = Federation,
         .type = Type::whole,
         .unit = "connections",
         .minimum = 1,
         .maximum = 100'000,
         .help = "How many servers that did not answer last time are tried at the same time. They "
                 "have places of their own, so that they never delay the others."},

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

std::span<const Spec> schema()
{
    return Table;
}

const Spec* find(std::string_view name)
{
    const auto found = std::ranges::find(Table, name, &Spec::name);
    return found == Table.end() ? nullptr : &*found;
}

} // namespace roost::settings
