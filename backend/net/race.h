// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dialer.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <exception>
#include <list>
#include <memory>

namespace roost::net {

/// One dial: look-ups and attempts run as coroutines of their own, which report here; one driver
/// starts them and looks whether somebody has won. All on one thread. The coroutines share it.
class Race : public std::enable_shared_from_this<Race> {
public:
    Race(boost::asio::any_io_executor executor, dns::Lookup& names, Dialing dialing);

    /// Runs it to its end.
    boost::asio::awaitable<Dialed> run();
    /// Nobody waits for the result any more: gives up whatever runs.
    void end();

private:
    using Clock = std::chrono::steady_clock;
    using Addresses = std::deque<boost::asio::ip::address>;

    struct Family {
        dns::Answer answer;
        Addresses waiting; // not tried yet
        bool is_known = false;
    };

    static boost::asio::awaitable<void> lookUp(std::shared_ptr<Race> race, bool is_v6);
    static boost::asio::awaitable<void> tryAddress(std::shared_ptr<Race> race,
                                                   boost::asio::ip::address address);
    void spawn(boost::asio::awaitable<void> task);
    void begin();
    void startNext();
    bool mayStartV6() const;
    bool isLost() const;
    Clock::time_point nextEvent() const;
    void note(boost::system::error_code error);
    Dialed result();
    Dialed noAddress() const;
    Dialed noConnection() const;

    const boost::asio::any_io_executor executor_;
    dns::Lookup& names_;
    const Dialing dialing_;
    boost::asio::steady_timer news_; // cancelled when something has changed
    Family v4_;
    Family v6_;
    bool was_v6_ = true; // the attempt started last
    int attempts_ = 0;   // started
    int running_ = 0;    // of those
    bool is_over_ = false;
    Clock::time_point next_start_ = Clock::time_point::min();
    Clock::time_point v6_from_ = Clock::time_point::max();
    Clock::time_point deadline_ = Clock::time_point::max(); // once there is an address
    std::optional<boost::asio::ip::tcp::socket> winner_;
    boost::system::error_code error_; // the most telling one
    std::exception_ptr failure_;
    std::list<boost::asio::cancellation_signal> children_;
};

} // namespace roost::net
