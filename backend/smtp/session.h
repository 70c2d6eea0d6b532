// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/accounts.h"
#include "backend/accounts/sasl_plain.h"
#include "backend/smtp/command.h"
#include "backend/smtp/reply.h"
#include "backend/smtp/submission.h"
#include "shared/settings/values.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::smtp {

/// One submission client. `peer` and `services` outlive it.
class Session {
public:
    Session(net::Connection& peer, Services& services);

    /// Serves until QUIT or until we end it. Throws boost::system::system_error when the peer has
    /// gone or was silent too long.
    boost::asio::awaitable<void> run();

private:
    /// Between MAIL and RSET or the end of DATA (RFC 5321 §3.3).
    struct Transaction {
        mail::Address sender; // both parts empty: the null sender
        std::vector<mail::Address> recipients;
        std::optional<bool> is_in_rate; // asked at the first RCPT, holds for all of them
    };
    using Handler = boost::asio::awaitable<Reply> (Session::*)(std::string_view argument);
    struct Rule {
        Verb verb;
        unsigned needs;   // what must have come before (RFC 5321 §4.1.4)
        unsigned forbids; // what must not
        bool has_argument;
        Handler handle;
    };
    struct Missing;
    static const Rule Rules[];
    static const Missing MissingReplies[];

    boost::asio::awaitable<void> serveCommand();
    boost::asio::awaitable<Reply> answer(std::string_view line);
    boost::asio::awaitable<void> startTls();
    unsigned reached() const;
    Reply missing(unsigned what) const;
    bool isTooMuch(const Reply& reply);

    boost::asio::awaitable<Reply> onEhlo(std::string_view argument);
    boost::asio::awaitable<Reply> onHelo(std::string_view argument);
    boost::asio::awaitable<Reply> onStartTls(std::string_view argument);
    boost::asio::awaitable<Reply> onAuth(std::string_view argument);
    boost::asio::awaitable<Reply> onMail(std::string_view argument);
    boost::asio::awaitable<Reply> onRcpt(std::string_view argument);
    boost::asio::awaitable<Reply> onData(std::string_view argument);
    boost::asio::awaitable<Reply> onRset(std::string_view argument);
    boost::asio::awaitable<Reply> onNoop(std::string_view argument);
    boost::asio::awaitable<Reply> onHelp(std::string_view argument);
    boost::asio::awaitable<Reply> onVrfy(std::string_view argument);
    boost::asio::awaitable<Reply> onExpn(std::string_view argument);
    boost::asio::awaitable<Reply> onQuit(std::string_view argument);

    /// AUTH's dialogue, in session_auth.cpp.
    boost::asio::awaitable<Result<accounts::Credentials>> askPlain(std::string_view initial);
    boost::asio::awaitable<Result<accounts::Credentials>> askLogin(std::string_view initial);
    boost::asio::awaitable<Result<std::string>> ask(std::string_view prompt);
    boost::asio::awaitable<Reply> logIn(accounts::Credentials credentials);
    boost::asio::awaitable<void> watchAccount();

    bool isSenderOurs() const;
    bool isInRate();

    net::Connection& peer_;
    Services& services_;
    std::shared_ptr<const settings::Values> settings_; // of the command being answered
    bool is_greeted_ = false;
    std::optional<accounts::Login> login_;
    accounts::Accounts::Session watch_; // ends us when the account is blocked
    std::optional<Transaction> mail_;
    bool starts_tls_ = false; // once the reply is out
    bool done_ = false;
    std::int64_t errors_ = 0;
    std::int64_t failed_logins_ = 0;
    std::int64_t commands_ = 0; // since the last message that was accepted
};

} // namespace roost::smtp
