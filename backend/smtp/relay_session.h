// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/intake/incoming_recipients.h"
#include "backend/smtp/relay.h"
#include "backend/smtp/session.h"

namespace roost::smtp {

/// Another server that brings mail for our users (RFC 5321 §2.3.8). `peer` and `services` outlive
/// it.
class RelaySession final : public Session {
public:
    RelaySession(net::Connection& peer, RelayServices& services);

private:
    struct Transaction {
        mail::Address sender; // both parts empty: the null sender
        delivery::IncomingRecipients recipients;
    };

    bool hasMail() const override { return mail_.has_value(); }
    bool hasRecipient() const override { return mail_ && !mail_->recipients.isEmpty(); }
    void endTransaction() override { mail_.reset(); }
    bool isAuthenticated() const override { return true; } // servers have no accounts here
    std::string keywords() const override { return {}; }
    bool isUnwanted() const override;
    boost::asio::awaitable<Reply> onAuth(std::string_view argument) override;
    boost::asio::awaitable<Reply> onMail(MailArgument mail) override;
    boost::asio::awaitable<Reply> onRcpt(mail::Address recipient) override;
    boost::asio::awaitable<Reply> onData(std::string_view argument) override;
    boost::asio::awaitable<void> waitBeforeAnswer(std::chrono::seconds time);

    RelayServices& services_;
    std::optional<Transaction> mail_;
    std::int64_t unknown_recipients_ = 0;
};

} // namespace roost::smtp
