// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/journal.h"
#include "backend/control/services.h"
#include "backend/control/statistics.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>

namespace roost::store {
struct Changes;
}

namespace roost::control {

/// What happens by itself: statistics and what changed each second, the size of the store while it
/// changes, and the forgetting of addresses now and then. The server's thread, but for
/// storeChanged.
class Pulse {
public:
    Pulse(boost::asio::any_io_executor executor,
          Services& services,
          Statistics& statistics,
          Events& events,
          Journal& journal);

    void start();
    /// Any thread.
    void storeChanged(const store::Changes& changes);

private:
    boost::asio::awaitable<void> everySecond();
    boost::asio::awaitable<void> measureStore();
    boost::asio::awaitable<void> forget();
    void beat();
    bool mustMeasure();
    void watchRegistrations();

    boost::asio::any_io_executor executor_;
    Services& services_;
    Statistics& statistics_;
    Events& events_;
    Journal& journal_;
    Measured measured_;
    std::atomic<bool> store_changed_{true}; // true: the first beat counts
    std::atomic<bool> users_changed_{true};
    std::atomic<bool> queue_changed_{true};
    std::chrono::steady_clock::time_point settled_at_;
    std::chrono::steady_clock::time_point measure_at_; // not before
    bool is_measuring_ = false;
    std::pair<std::string_view, std::int64_t> registrations_; // why refused, how many were
};

} // namespace roost::control
