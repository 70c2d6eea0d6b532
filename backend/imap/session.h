// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/accounts.h"
#include "backend/core/counters.h"
#include "backend/core/log.h"
#include "backend/imap/answer.h"
#include "backend/imap/command_reader.h"
#include "backend/imap/selected_mailbox.h"
#include "backend/imap/server.h"
#include "backend/net/connection.h"
#include "backend/net/network_counts.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace roost::imap {

/// The states of RFC 3501 §3 as bits, so that a rule can name several.
enum State : unsigned { NotLoggedIn = 1, LoggedIn = 2, Selected = 4 };

/// How others on this thread find the connection of a session that may have ended.
struct Reach {
    net::Connection* peer;
};

/// One client: its connection and all the protocol remembers of it. The commands are functions over
/// it, by topic in commands/. It stays small, as most sessions spend their lives in IDLE.
struct Session {
    Session(net::Connection connection, Services& s);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    State state() const;
    store::AccountId account() const { return login->account_id; }
    /// Ends the session after what is queued, with an untagged BYE.
    void sayBye(std::string_view text);
    /// Sends the output once it has grown large, so that no answer is held whole.
    boost::asio::awaitable<void> flushIfLarge();
    /// Moves the deadline of the connection.
    void expiresAfterSeconds(std::int64_t seconds);

    net::Connection peer;
    Services& services;
    core::Log log;
    std::shared_ptr<Reach> reach;
    std::optional<core::Presence> connected;        // null: it is refused
    std::optional<net::NetworkCounts::Place> place; // among the strangers, until login

    // From login on:
    std::optional<accounts::Login> login;
    accounts::Accounts::Session registration;
    std::optional<core::Presence> client;

    std::unique_ptr<SelectedMailbox> selected; // from SELECT on
    std::string idle_tag;                      // of the IDLE that begins next
    bool has_condstore = false;                // RFC 7162 §3.1: FETCH answers carry MODSEQ
    bool has_ended = false;
    int bad_commands = 0;
    int failed_logins = 0;
    std::uint64_t unasked = 0; // changes of messages told since the last IDLE began
};

} // namespace roost::imap
