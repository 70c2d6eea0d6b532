// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/client.h"

#include "backend/net/connection.h"
#include "shared/api/events.h"
#include "shared/json/rpc.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace roost::control {

namespace asio = boost::asio;

namespace {

// About ten minutes of statistics: who has not read those will not miss them.
constexpr std::size_t MaxEventOctets = 256 * 1024;

std::string gapLine(std::int64_t number)
{
    api::Event event;
    event.number = number;
    event.kind = api::EventKind::gap;
    return json::notificationLine(api::Event::Notification, json::encode(event));
}

} // namespace

Client::Client(asio::any_io_executor executor, Peer peer, api::Role role)
    : peer_(std::move(peer)), role_(role), news_(executor, asio::steady_timer::time_point::max())
{
}

void Client::endCall(std::string line)
{
    --calls_;
    news_.cancel();
    answer(std::move(line));
}

asio::awaitable<void> Client::waitForCalls(std::size_t limit)
{
    while (calls_ >= limit) co_await news_.async_wait(asio::as_tuple(asio::use_awaitable));
}

void Client::answer(std::string line)
{
    output_ += line;
    wake();
}

void Client::offer(std::int64_t number, const std::string& line)
{
    if (!subscribed_) return;
    if (gap_number_ != 0 || event_octets_ + line.size() > MaxEventOctets) {
        gap_number_ = number;
        return;
    }
    output_ += line;
    event_octets_ += line.size();
    wake();
}

std::string Client::takeOutput()
{
    if (gap_number_ != 0) output_ += gapLine(gap_number_);
    gap_number_ = 0;
    event_octets_ = 0;
    return std::exchange(output_, {});
}

void Client::wake()
{
    if (connection_) connection_->wake();
}

void Client::end()
{
    if (connection_) connection_->shutdown();
}

} // namespace roost::control
