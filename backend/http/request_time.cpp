// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/request_time.h"

#include "backend/core/live_settings.h"

namespace roost::http {
namespace {

constexpr std::chrono::seconds LastWords(5); // to send an answer when the time is over

} // namespace

void RequestTime::start()
{
    const std::chrono::seconds limit(settings_.get()->http_timeout_seconds);
    peer_->expiresAfter(limit + LastWords);
    timer_.expires_after(limit);
    timer_.async_wait([weak = std::weak_ptr(peer_)](boost::system::error_code error) {
        const auto peer = weak.lock();
        if (peer && !error) peer->wake();
    });
}

void RequestTime::wait(std::chrono::seconds limit)
{
    timer_.cancel();
    peer_->expiresAfter(limit + LastWords);
}

} // namespace roost::http
