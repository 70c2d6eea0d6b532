// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/setting_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <span>

namespace roost::models {

namespace {

struct Word {
    std::string_view key;
    const char* text;
};

constexpr std::array Settings = {
    Word{"mail_domain", QT_TRANSLATE_NOOP("SettingWords", "Mail domain")},
    Word{"listen_addresses", QT_TRANSLATE_NOOP("SettingWords", "Addresses it answers on")},
    Word{"tls_mode", QT_TRANSLATE_NOOP("SettingWords", "Certificate")},
    Word{"privacy_mail", QT_TRANSLATE_NOOP("SettingWords", "Contact for questions of privacy")},
    Word{"server_comment", QT_TRANSLATE_NOOP("SettingWords", "Comment shown in apps")},
    Word{"port_offset", QT_TRANSLATE_NOOP("SettingWords", "Added to every port")},
    Word{"smtp_submissions_port", QT_TRANSLATE_NOOP("SettingWords", "Sending (encrypted)")},
    Word{"smtp_submission_port", QT_TRANSLATE_NOOP("SettingWords", "Sending (STARTTLS)")},
    Word{"imaps_port", QT_TRANSLATE_NOOP("SettingWords", "Fetching (encrypted)")},
    Word{"imap_port", QT_TRANSLATE_NOOP("SettingWords", "Fetching (STARTTLS)")},
    Word{"https_port", QT_TRANSLATE_NOOP("SettingWords", "Web page and invites")},
    Word{"smtp_port", QT_TRANSLATE_NOOP("SettingWords", "Messages of other servers")},
    Word{"registration_open", QT_TRANSLATE_NOOP("SettingWords", "Anybody may join")},
    Word{"username_min_length", QT_TRANSLATE_NOOP("SettingWords", "Shortest name")},
    Word{"username_max_length", QT_TRANSLATE_NOOP("SettingWords", "Longest name")},
    Word{"password_min_length", QT_TRANSLATE_NOOP("SettingWords", "Shortest password")},
    Word{"max_new_accounts_per_network_hour",
         QT_TRANSLATE_NOOP("SettingWords", "New accounts per network and hour")},
    Word{"max_new_accounts_per_second",
         QT_TRANSLATE_NOOP("SettingWords", "New accounts per second")},
    Word{"deleted_account_undo_seconds",
         QT_TRANSLATE_NOOP("SettingWords", "Time to undo a deletion")},
    Word{"max_load_1m", QT_TRANSLATE_NOOP("SettingWords", "No new accounts above this load")},
    Word{"min_available_memory",
         QT_TRANSLATE_NOOP("SettingWords", "No new accounts below this free memory")},
    Word{"min_free_disk_space",
         QT_TRANSLATE_NOOP("SettingWords", "No new accounts below this free disk space")},
    Word{"max_user_send_per_minute",
         QT_TRANSLATE_NOOP("SettingWords", "Messages per user and minute")},
    Word{"max_user_send_burst_size", QT_TRANSLATE_NOOP("SettingWords", "Messages at once")},
    Word{"max_message_size", QT_TRANSLATE_NOOP("SettingWords", "Largest message")},
    Word{"max_recipients", QT_TRANSLATE_NOOP("SettingWords", "Largest group")},
    Word{"max_mailbox_size", QT_TRANSLATE_NOOP("SettingWords", "Largest mailbox")},
    Word{"delete_mails_after", QT_TRANSLATE_NOOP("SettingWords", "Remove messages after")},
    Word{"delete_large_after", QT_TRANSLATE_NOOP("SettingWords", "Remove large messages after")},
    Word{"delete_inactive_users_after",
         QT_TRANSLATE_NOOP("SettingWords", "Remove unused accounts after")},
    Word{"dkim_selector", QT_TRANSLATE_NOOP("SettingWords", "Name of the signing key (DKIM)")},
    Word{"queue_first_retry_seconds",
         QT_TRANSLATE_NOOP("SettingWords", "First wait after a failure")},
    Word{"queue_longest_retry_seconds",
         QT_TRANSLATE_NOOP("SettingWords", "Longest wait between two tries")},
    Word{"queue_lifetime", QT_TRANSLATE_NOOP("SettingWords", "Try to deliver for")},
    Word{"use_mxdeliv", QT_TRANSLATE_NOOP("SettingWords", "Deliver over HTTPS where possible")},
    Word{"use_mta_sts",
         QT_TRANSLATE_NOOP("SettingWords", "Follow the rules of other domains (MTA-STS)")},
    Word{"use_dane", QT_TRANSLATE_NOOP("SettingWords", "Check certificates by signed DNS (DANE)")},
    Word{"plaintext_domains", QT_TRANSLATE_NOOP("SettingWords", "Domains without encryption")},
    Word{"extra_trust_anchors",
         QT_TRANSLATE_NOOP("SettingWords", "Further trusted issuers of certificates")},
    Word{"dns_forwarders", QT_TRANSLATE_NOOP("SettingWords", "DNS servers to ask")},
    Word{"disable_ipv6", QT_TRANSLATE_NOOP("SettingWords", "Deliver by IPv4 only")},
    Word{"outgoing_smtp_port", QT_TRANSLATE_NOOP("SettingWords", "Port of other servers (SMTP)")},
    Word{"outgoing_https_port", QT_TRANSLATE_NOOP("SettingWords", "Port of other relays (HTTPS)")},
    Word{"max_outgoing_connections", QT_TRANSLATE_NOOP("SettingWords", "Servers served at once")},
    Word{"max_failing_connections",
         QT_TRANSLATE_NOOP("SettingWords", "Failing servers tried at once")},
    Word{"max_imap_connections", QT_TRANSLATE_NOOP("SettingWords", "Apps that wait for messages")},
    Word{"max_smtp_connections",
         QT_TRANSLATE_NOOP("SettingWords", "Connections that hand over messages")},
    Word{"max_http_connections", QT_TRANSLATE_NOOP("SettingWords", "Web connections")},
    Word{"imap_idle_keepalive_seconds",
         QT_TRANSLATE_NOOP("SettingWords", "Sign of life to waiting apps")},
    Word{"imap_login_timeout_seconds", QT_TRANSLATE_NOOP("SettingWords", "Time to log in")},
    Word{"imap_timeout_seconds", QT_TRANSLATE_NOOP("SettingWords", "Silence of fetching apps")},
    Word{"smtp_timeout_seconds", QT_TRANSLATE_NOOP("SettingWords", "Silence of sending apps")},
    Word{"http_timeout_seconds", QT_TRANSLATE_NOOP("SettingWords", "Silence of web connections")},
    Word{"message_memory", QT_TRANSLATE_NOOP("SettingWords", "Memory for messages under way")},
    Word{"spool_space", QT_TRANSLATE_NOOP("SettingWords", "Disk space for unfinished messages")},
    Word{"log_level", QT_TRANSLATE_NOOP("SettingWords", "What is logged")},
};

constexpr std::array Groups = {
    Word{"Identity", QT_TRANSLATE_NOOP("SettingWords", "Identity")},
    Word{"Ports", QT_TRANSLATE_NOOP("SettingWords", "Ports")},
    Word{"Accounts", QT_TRANSLATE_NOOP("SettingWords", "Accounts")},
    Word{"Sending", QT_TRANSLATE_NOOP("SettingWords", "Sending")},
    Word{"Storage", QT_TRANSLATE_NOOP("SettingWords", "Storage")},
    Word{"Other servers", QT_TRANSLATE_NOOP("SettingWords", "Other servers")},
    Word{"Connections", QT_TRANSLATE_NOOP("SettingWords", "Connections")},
    Word{"Logging", QT_TRANSLATE_NOOP("SettingWords", "Logging")},
};

constexpr std::array Choices = {
    Word{"self-signed", QT_TRANSLATE_NOOP("SettingWords", "Made by the relay (self-signed)")},
    Word{"debug", QT_TRANSLATE_NOOP("SettingWords", "Everything, to find a fault (debug)")},
    Word{"info", QT_TRANSLATE_NOOP("SettingWords", "What matters (info)")},
    Word{"warn", QT_TRANSLATE_NOOP("SettingWords", "Warnings and errors (warn)")},
    Word{"error", QT_TRANSLATE_NOOP("SettingWords", "Errors only (error)")},
};

constexpr std::array Units = {
    Word{"characters", QT_TRANSLATE_NOOP("SettingWords", "characters")},
    Word{"accounts", QT_TRANSLATE_NOOP("SettingWords", "accounts")},
    Word{"seconds", QT_TRANSLATE_NOOP("SettingWords", "seconds")},
    Word{"messages", QT_TRANSLATE_NOOP("SettingWords", "messages")},
    Word{"recipients", QT_TRANSLATE_NOOP("SettingWords", "recipients")},
    Word{"days", QT_TRANSLATE_NOOP("SettingWords", "days")},
    Word{"connections", QT_TRANSLATE_NOOP("SettingWords", "connections")},
};

QString find(std::span<const Word> words, std::string_view key)
{
    const auto found = std::ranges::find(words, key, &Word::key);
    if (found == words.end()) return {};
    return QCoreApplication::translate("SettingWords", found->text);
}

} // namespace

QString settingWords(std::string_view name)
{
    return find(Settings, name);
}

QString groupWords(std::string_view group)
{
    return find(Groups, group);
}

QString choiceWords(std::string_view choice)
{
    return find(Choices, choice);
}

QString unitWords(std::string_view unit)
{
    return find(Units, unit);
}

} // namespace roost::models
