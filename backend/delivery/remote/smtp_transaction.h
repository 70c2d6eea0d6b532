// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/smtp_client.h"

#include <optional>
#include <vector>

namespace roost::core {
class Workers;
}

namespace roost::delivery::remote {

/// What became of a message in one conversation.
struct Transfer {
    std::vector<RecipientResult> results; // one for each recipient, in their order
    bool is_stale = false; // the server had left a reused connection: nothing was said, try anew
    bool was_mail_answered = false;
};

/// Sends one message to its recipients over a conversation that is open (RFC 5321 §3.3). With
/// PIPELINING the whole envelope travels at once (RFC 2920). Recipients that the server finds too
/// many for one message get it again by themselves.
class SmtpTransaction {
public:
    /// `is_reused`: there was another message before. All outlive us.
    SmtpTransaction(SmtpClient& client,
                    const RemoteMessage& message,
                    core::Workers& disk,
                    bool is_reused);

    /// Throws operation_aborted when cancelled.
    boost::asio::awaitable<Transfer> run();

private:
    enum class Verb { rset, mail, rcpt, data };
    struct Command {
        Verb verb;
        std::size_t recipient; // of rcpt
    };

    using Instant = std::chrono::steady_clock::time_point;

    std::optional<Finding> obstacle();
    std::chrono::milliseconds within(std::chrono::milliseconds limit) const;
    boost::asio::awaitable<std::optional<Finding>> sendAll();
    boost::asio::awaitable<std::optional<Finding>> sendOnce();
    boost::asio::awaitable<std::optional<Finding>> sendEnvelope();
    boost::asio::awaitable<std::optional<Finding>> sendBody();
    boost::asio::awaitable<std::optional<Finding>> sendLoneDot();
    std::vector<Command> commands() const;
    std::string wire(const Command& command) const;
    std::string mailCommand() const;
    std::optional<Finding> take(const Command& command, const SmtpReply& reply);
    void takeRecipient(std::size_t recipient, const SmtpReply& reply);
    bool isWorthGoingOn(const Command& next) const;
    bool isDelivered() const;
    Transfer result(const std::optional<Finding>& rest) const;

    SmtpClient& client_;
    const RemoteMessage& message_;
    core::Workers& disk_;
    const Instant end_; // of all but waiting for acceptance
    bool needs_reset_;
    const bool is_reused_;
    bool is_mail_answered_ = false;
    bool is_stale_ = false;

    std::vector<std::optional<std::string>> paths_; // of the recipients; empty: cannot be written
    std::vector<std::optional<Finding>> findings_;  // of the recipients
    std::vector<std::size_t> pending_;              // recipients to ask for
    std::vector<std::size_t> accepted_;             // in the present round
    std::vector<std::size_t> crowded_;              // the same: too many, it said
    std::optional<Finding> mail_refusal_;
    std::optional<Finding> data_refusal_;
    bool is_data_open_ = false;
};

} // namespace roost::delivery::remote
