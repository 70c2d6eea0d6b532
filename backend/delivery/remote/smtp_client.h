// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/finding.h"
#include "backend/delivery/remote/loss.h"
#include "backend/delivery/remote/smtp_reply.h"
#include "backend/delivery/remote/tls_rule.h"
#include "backend/net/connection.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace roost::delivery::remote {

/// How long to wait for a server.
struct SmtpLimits {
    std::chrono::milliseconds greeting{60'000};
    std::chrono::milliseconds reply{60'000};       // to a command, and a TLS handshake
    std::chrono::milliseconds block{180'000};      // until 16 KiB have gone (RFC 5321 §4.5.3.2.5)
    std::chrono::milliseconds acceptance{600'000}; // after the final dot (§4.5.3.2.6)
    std::chrono::milliseconds message{1'200'000};  // all but that, and the time for its octets:
    std::int64_t slowest = SlowestServer;          // per second
};

/// How to behave towards one server.
struct SmtpManner {
    std::string own_name; // for EHLO
    std::string host;     // its name or IP address, for what we say of it
    TlsRule rule = TlsRule::verified;
    bool may_encrypt = true; // false: STARTTLS has failed before, and the rule lets us go without
    net::TlsPeer peer;
    SmtpLimits limits;
};

/// A conversation with one SMTP server up to the point where it takes mail (RFC 5321, RFC 3207).
/// Messages are sent by SmtpTransaction.
class SmtpClient {
public:
    /// `tls` outlives us.
    SmtpClient(net::Connection connection,
               SmtpManner manner,
               const net::TlsClient& tls,
               std::shared_ptr<Progress> progress);

    /// Greeting, EHLO, STARTTLS and EHLO. Nothing when the server is ready for mail, else why it is
    /// not; then the client is not open. Throws operation_aborted when cancelled.
    boost::asio::awaitable<std::optional<Finding>> begin();
    /// TLS stands. What is refused before is no verdict: anybody on the way could have said it.
    bool isTrusted() const { return is_trusted_; }

    /// The conversation can go on.
    bool isOpen() const { return is_open_; }
    void abandon() { is_open_ = false; }
    /// What is queued next makes the message whole: from there on it may have been taken.
    void noteHandover() { progress_->noteHandover(); }
    /// Nobody has got it: it may be broken off again.
    void noteRefusal() { progress_->noteRefusal(); }
    /// See Progress.
    void noteMailAnswered() { progress_->noteMailAnswered(); }
    /// QUIT, without waiting for more than a second; never throws.
    boost::asio::awaitable<void> close();

    const SmtpAbilities& abilities() const { return abilities_; }
    const SmtpManner& manner() const { return manner_; }

    /// Adds a command to what goes out before the next reply is waited for.
    void queue(std::string_view octets) { connection_.queue(octets); }
    /// Sends all that is queued, in at most `limit`. Throws as Connection does.
    boost::asio::awaitable<void> flush(std::chrono::milliseconds limit);
    /// The next reply, in at most `limit`. One that cannot be understood has no code. The client
    /// is not open after that, or after 421. Throws as Connection does.
    boost::asio::awaitable<SmtpReply> reply(std::chrono::milliseconds limit);

    /// What `error`, thrown by one of the functions above, means; the client is not open then.
    Finding loss(const boost::system::system_error& error);
    /// The server said what is no answer to the command.
    Finding confusion(const SmtpReply& reply);

private:
    boost::asio::awaitable<std::optional<Finding>> negotiate();
    boost::asio::awaitable<std::optional<Finding>> hello();
    boost::asio::awaitable<std::optional<Finding>> secure();

    net::Connection connection_;
    const SmtpManner manner_;
    const net::TlsClient& tls_;
    const std::shared_ptr<Progress> progress_;
    SmtpAbilities abilities_;
    Stage stage_ = Stage::greeting;
    bool is_trusted_ = false;
    bool is_open_ = true;
};

/// What a refusal (4yz or 5yz) or an acceptance (2yz) of the server means.
Finding findingOf(const SmtpReply& reply);

} // namespace roost::delivery::remote
