// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/accounts.h"
#include "backend/accounts/sasl_plain.h"
#include "backend/smtp/session.h"
#include "backend/smtp/submission.h"

#include <vector>

namespace roost::smtp {

/// One client of ours, who logs in and sends (RFC 6409). `peer` and `services` outlive it.
class SubmissionSession final : public Session {
public:
    SubmissionSession(net::Connection& peer, Services& services);

private:
    struct Transaction {
        mail::Address sender; // both parts empty: the null sender
        std::vector<mail::Address> recipients;
        std::optional<bool> is_in_rate; // asked at the first RCPT, holds for all of them
    };

    bool hasMail() const override { return mail_.has_value(); }
    bool hasRecipient() const override { return mail_ && !mail_->recipients.empty(); }
    void endTransaction() override { mail_.reset(); }
    bool isAuthenticated() const override { return login_.has_value(); }
    std::string keywords() const override;
    bool isUnwanted() const override;
    boost::asio::awaitable<Reply> onAuth(std::string_view argument) override;
    boost::asio::awaitable<Reply> onMail(MailArgument mail) override;
    boost::asio::awaitable<Reply> onRcpt(mail::Address recipient) override;
    boost::asio::awaitable<Reply> onData(std::string_view argument) override;

    /// AUTH's dialogue, in submission_auth.cpp.
    boost::asio::awaitable<Result<accounts::Credentials>> askPlain(std::string_view initial);
    boost::asio::awaitable<Result<accounts::Credentials>> askLogin(std::string_view initial);
    boost::asio::awaitable<Result<std::string>> ask(std::string_view prompt);
    boost::asio::awaitable<Reply> logIn(accounts::Credentials credentials);
    boost::asio::awaitable<void> watchAccount();

    bool isSenderOurs() const;
    bool isInRate();

    Services& services_;
    std::optional<accounts::Login> login_;
    accounts::Accounts::Session watch_; // ends us when the account is blocked
    std::optional<Transaction> mail_;
    std::int64_t failed_logins_ = 0;
};

} // namespace roost::smtp
