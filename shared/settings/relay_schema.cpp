// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/settings/schema_parts.h"

#include <array>

namespace roost::settings {

namespace {

constexpr std::string_view Identity = "Identity";
constexpr std::string_view Ports = "Ports";
constexpr std::string_view Accounts = "Accounts";
constexpr std::string_view Sending = "Sending";
constexpr std::string_view Storage = "Storage";

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
};

} // namespace

std::span<const Spec> relaySchema()
{
    return Table;
}

} // namespace roost::settings
