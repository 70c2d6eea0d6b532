// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/address.h"
#include "backend/net/connection.h"
#include "backend/smtp/command.h"
#include "backend/smtp/reply.h"
#include "shared/settings/values.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace roost::core {
class LiveSettings;
struct Counters;
} // namespace roost::core
namespace roost::delivery {
class Intake;
}

namespace roost::smtp {

/// One SMTP peer: all that submission and port 25 have in common (RFC 5321).
class Session {
public:
    virtual ~Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Serves until QUIT or until we end it. Throws boost::system::system_error when the peer has
    /// gone or was silent too long.
    boost::asio::awaitable<void> run();

protected:
    /// What STARTTLS needs.
    struct TlsOffer {
        const net::TlsServer& server;
        net::TlsPolicy policy;
    };
    /// All outlive it.
    Session(net::Connection& peer,
            core::LiveSettings& settings,
            core::Counters& counters,
            TlsOffer tls);

    /// Between MAIL and RSET or the end of DATA (RFC 5321 §3.3).
    virtual bool hasMail() const = 0;
    virtual bool hasRecipient() const = 0;
    virtual void endTransaction() = 0;
    /// Whether nobody needs to log in any more.
    virtual bool isAuthenticated() const = 0;
    /// Keywords of EHLO beside those that all have, each `\nKEYWORD`.
    virtual std::string keywords() const = 0;
    /// Whether the peer has used up our patience.
    virtual bool isUnwanted() const = 0;

    virtual boost::asio::awaitable<Reply> onAuth(std::string_view argument) = 0;
    /// After MAIL has been understood.
    virtual boost::asio::awaitable<Reply> onMail(MailArgument mail) = 0;
    /// After RCPT has been understood.
    virtual boost::asio::awaitable<Reply> onRcpt(mail::Address recipient) = 0;
    virtual boost::asio::awaitable<Reply> onData(std::string_view argument) = 0;

    /// Reads the message that follows DATA into `intake`; the reply to it.
    boost::asio::awaitable<Reply> receive(delivery::Intake& intake);

    net::Connection& peer() { return peer_; }
    const net::Connection& peer() const { return peer_; }
    core::Counters& counters() { return counters_; }
    /// In force for the command being answered.
    const std::shared_ptr<const settings::Values>& settings() const { return settings_; }

private:
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
    boost::asio::awaitable<Reply> onMailLine(std::string_view argument);
    boost::asio::awaitable<Reply> onRcptLine(std::string_view argument);
    boost::asio::awaitable<Reply> onRset(std::string_view argument);
    boost::asio::awaitable<Reply> onNoop(std::string_view argument);
    boost::asio::awaitable<Reply> onHelp(std::string_view argument);
    boost::asio::awaitable<Reply> onVrfy(std::string_view argument);
    boost::asio::awaitable<Reply> onExpn(std::string_view argument);
    boost::asio::awaitable<Reply> onQuit(std::string_view argument);

    net::Connection& peer_;
    core::Counters& counters_;
    std::shared_ptr<const settings::Values> settings_;
    core::LiveSettings& live_settings_;
    const TlsOffer tls_;
    bool is_greeted_ = false;
    bool starts_tls_ = false; // once the reply is out
    bool done_ = false;
    std::int64_t errors_ = 0;
    std::int64_t commands_ = 0; // since the last message that was accepted
};

} // namespace roost::smtp
