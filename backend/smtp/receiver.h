// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/message_buffer.h"
#include "backend/mail/address.h"
#include "backend/policy/outgoing_check.h"
#include "backend/smtp/data_scanner.h"
#include "backend/smtp/reply.h"
#include "backend/smtp/submission.h"
#include "shared/settings/values.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roost::smtp {

/// Receives one message after DATA: streams it through the outgoing check into memory or a file,
/// and hands it on. Whatever ends the connection before the final dot leaves nothing behind.
class Receiver {
public:
    /// `sender` is the login. `peer` and `services` outlive us.
    Receiver(net::Connection& peer,
             Services& services,
             std::string sender,
             std::vector<mail::Address> recipients);

    /// Reads to the end of the data; the reply to it. 250 only when the message is on disk.
    boost::asio::awaitable<Reply> run();
    /// What follows on the connection cannot be trusted, or is too much: close it.
    bool mustClose() const { return must_close_; }

private:
    boost::asio::awaitable<void> readData();
    boost::asio::awaitable<Reply> handOn();
    void take(std::string_view octets);
    void giveUpLongHeader();
    Reply rejected(int code, std::string text);
    net::Connection& peer_;
    Services& services_;
    const std::shared_ptr<const settings::Values> settings_;
    std::string sender_;
    std::vector<mail::Address> recipients_;
    policy::OutgoingCheck check_;
    delivery::MessageBuffer buffer_;
    DataScanner scanner_;
    std::int64_t octets_ = 0;      // as sent, dots unstuffed
    std::optional<Error> failure_; // the spool refused: read on, store nothing
    bool must_close_ = false;
};

} // namespace roost::smtp
