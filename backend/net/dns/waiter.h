// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/answer.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace roost::net::dns {

/// One coroutine that waits for one answer: it sleeps until its deadline or until it is woken.
struct Waiter {
    explicit Waiter(const boost::asio::any_io_executor& on)
        : executor(boost::asio::prefer(on, boost::asio::execution::outstanding_work.tracked)),
          timer(on)
    {
    }

    const boost::asio::any_io_executor executor; // counts as work: its context waits for us
    boost::asio::steady_timer timer;             // on `executor` only, as is `answer`
    std::optional<Answer> answer;
    bool is_waiting = true; // under the mutex of the Context that was asked
};

/// Any thread.
inline void wake(const std::shared_ptr<Waiter>& waiter, Answer answer)
{
    boost::asio::post(waiter->executor, [waiter, given = std::move(answer)]() mutable {
        waiter->answer = std::move(given);
        // Also ends a wait that has not begun yet.
        waiter->timer.expires_at(std::chrono::steady_clock::time_point::min());
    });
}

} // namespace roost::net::dns
