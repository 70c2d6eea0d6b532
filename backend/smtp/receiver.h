// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/intake/intake.h"
#include "backend/net/connection.h"
#include "backend/smtp/data_scanner.h"
#include "backend/smtp/reply.h"
#include "shared/settings/values.h"

#include <boost/asio/awaitable.hpp>

namespace roost::smtp {

/// Receives one message after DATA into an Intake. Whatever ends the connection before the final
/// dot leaves nothing behind.
class Receiver {
public:
    /// All outlive us.
    Receiver(net::Connection& peer, const settings::Values& settings, delivery::Intake& intake)
        : peer_(peer), settings_(settings), intake_(intake)
    {
    }

    /// Reads to the end of the data; the reply to it. 250 only when the message is on disk.
    boost::asio::awaitable<Reply> run();
    /// What follows on the connection cannot be trusted, or is too much: close it.
    bool mustClose() const { return scanner_.isBroken() || scanner_.isOpen(); }

private:
    boost::asio::awaitable<void> readData();

    net::Connection& peer_;
    const settings::Values& settings_;
    delivery::Intake& intake_;
    DataScanner scanner_;
};

} // namespace roost::smtp
