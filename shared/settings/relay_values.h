// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>

namespace roost::settings {

/// Who the relay is, its ports and what its users may do.
struct RelayValues {
    // Who we are; written by setup_apply.
    std::string mail_domain;                    // empty: not set up
    std::string listen_addresses = "127.0.0.1"; // IP addresses, separated by spaces
    std::string tls_mode = "self-signed";
    std::string privacy_mail;   // contact shown to users, a mail address
    std::string server_comment; // shown by apps in the server's details

    // Ports; `port_offset` is added to each (for tests and unprivileged trials).
    std::int64_t port_offset = 0;
    std::int64_t smtp_submissions_port = 465;
    std::int64_t smtp_submission_port = 587;
    std::int64_t imaps_port = 993;
    std::int64_t imap_port = 143;
    std::int64_t https_port = 443;
    std::int64_t smtp_port = 25; // mail of other servers

    // Addresses and passwords.
    bool registration_open = true;
    std::int64_t username_min_length = 9;
    std::int64_t username_max_length = 9;
    std::int64_t password_min_length = 9;
    std::int64_t max_new_accounts_per_network_hour = 20; // loopback is exempt
    std::int64_t max_new_accounts_per_second = 10;
    std::int64_t deleted_account_undo_seconds = 86400;
    double max_load_1m = 5;
    std::int64_t min_available_memory = 200'000'000;  // octets
    std::int64_t min_free_disk_space = 1'000'000'000; // octets

    // Sending.
    std::int64_t max_user_send_per_minute = 60;
    std::int64_t max_user_send_burst_size = 10;
    std::int64_t max_message_size = 31'457'280; // octets
    std::int64_t max_recipients = 1000;         // per transaction

    // Storage.
    std::int64_t max_mailbox_size = 524'288'000;   // octets
    std::int64_t delete_mails_after = 20;          // days
    std::int64_t delete_large_after = 7;           // days
    std::int64_t delete_inactive_users_after = 90; // days

    bool operator==(const RelayValues&) const = default;
};

BOOST_DESCRIBE_STRUCT(RelayValues,
                      (),
                      (mail_domain,
                       listen_addresses,
                       tls_mode,
                       privacy_mail,
                       server_comment,
                       port_offset,
                       smtp_submissions_port,
                       smtp_submission_port,
                       imaps_port,
                       imap_port,
                       https_port,
                       smtp_port,
                       registration_open,
                       username_min_length,
                       username_max_length,
                       password_min_length,
                       max_new_accounts_per_network_hour,
                       max_new_accounts_per_second,
                       deleted_account_undo_seconds,
                       max_load_1m,
                       min_available_memory,
                       min_free_disk_space,
                       max_user_send_per_minute,
                       max_user_send_burst_size,
                       max_message_size,
                       max_recipients,
                       max_mailbox_size,
                       delete_mails_after,
                       delete_large_after,
                       delete_inactive_users_after))

} // namespace roost::settings
