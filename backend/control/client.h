// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/peer.h"
#include "shared/api/role.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace roost::net {
class Connection;
}

namespace roost::control {

/// What one connection of the control socket and the calls it made share: who it is and what waits
/// to be written to it. Lives as long as the longest of them; the server's thread only.
class Client {
public:
    Client(boost::asio::any_io_executor executor, Peer peer, api::Role role);

    const Peer& peer() const { return peer_; }
    const std::string& who() const { return peer_.name; }
    api::Role role() const { return role_; }
    void setRole(api::Role role) { role_ = role; }

    void subscribe() { subscribed_ = true; }
    bool isSubscribed() const { return subscribed_; }

    /// A call was taken up. Its end brings the answer, one line; empty for a notification.
    void beginCall() { ++calls_; }
    void endCall(std::string line);
    std::size_t calls() const { return calls_; }
    /// Waits until a call has ended while `limit` or more are under way.
    boost::asio::awaitable<void> waitForCalls(std::size_t limit);

    /// A line that answers no call.
    void answer(std::string line);
    /// An event, if the client has subscribed. When it reads too slowly the event is dropped and a
    /// gap marker takes the place of all that were.
    void offer(std::int64_t number, const std::string& line);
    /// Everything to be written, in order; empty afterwards.
    std::string takeOutput();

    /// The connection to wake when there is output; null once it has ended.
    void attach(net::Connection* connection) { connection_ = connection; }
    /// Ends the connection.
    void end();

private:
    void wake();

    Peer peer_;
    api::Role role_;
    bool subscribed_ = false;
    std::size_t calls_ = 0;
    std::string output_;
    std::size_t event_octets_ = 0;   // of output_
    std::int64_t gap_number_ = 0;    // last event dropped; 0: none
    boost::asio::steady_timer news_; // never expires: cancelled when a call ends
    net::Connection* connection_ = nullptr;
};

using Caller = std::shared_ptr<Client>;

} // namespace roost::control
