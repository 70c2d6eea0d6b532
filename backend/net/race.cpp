// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/race.h"

#include "backend/net/dns/addresses.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>

namespace roost::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto HeadStart = Dialer::HeadStart;
constexpr auto MaxAddresses = Dialer::MaxAddresses;

bool isCancelled(const std::exception_ptr& thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& e) {
        return e.code() == asio::error::operation_aborted;
    } catch (...) {
        return false;
    }
}

/// The more an error tells about the host, the larger.
int weight(error_code error)
{
    if (error == asio::error::connection_refused) return 3;
    if (error == asio::error::timed_out) return 2;
    return error ? 1 : 0;
}

} // namespace

Race::Race(asio::any_io_executor executor, dns::Lookup& names, Dialing dialing)
    : executor_(std::move(executor)), names_(names), dialing_(std::move(dialing)), news_(executor_)
{
}

asio::awaitable<Dialed> Race::run()
{
    begin();
    for (;;) {
        if (failure_) std::rethrow_exception(failure_);
        if (winner_ || isLost() || Clock::now() >= deadline_) co_return result();
        startNext();
        error_code ignored;
        news_.expires_at(nextEvent());
        co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

void Race::end()
{
    is_over_ = true;
    for (auto& child : children_) child.emit(asio::cancellation_type::terminal);
}

void Race::begin()
{
    error_code no_address;
    const auto address = asio::ip::make_address(dialing_.host, no_address);
    v4_.is_known = !no_address;
    v6_.is_known = !no_address || !dialing_.use_ipv6;
    if (!no_address) (address.is_v4() ? v4_ : v6_).waiting.push_back(address);
    if (!no_address) deadline_ = Clock::now() + dialing_.limit;
    if (!v4_.is_known) spawn(lookUp(shared_from_this(), false));
    if (!v6_.is_known) spawn(lookUp(shared_from_this(), true));
}

void Race::spawn(asio::awaitable<void> task)
{
    auto& signal = children_.emplace_back();
    auto ended = [self = shared_from_this()](const std::exception_ptr& thrown) {
        if (thrown && !isCancelled(thrown)) self->failure_ = thrown;
        self->news_.cancel();
    };
    asio::co_spawn(executor_, std::move(task),
                   asio::bind_cancellation_slot(signal.slot(), std::move(ended)));
}

asio::awaitable<void> Race::lookUp(std::shared_ptr<Race> race, bool is_v6)
{
    const auto type = is_v6 ? dns::Type::aaaa : dns::Type::a;
    Family& family = is_v6 ? race->v6_ : race->v4_;
    family.answer = co_await race->names_.ask(race->dialing_.host, type, race->dialing_.limit);
    auto found = dns::addresses(family.answer);
    if (found.size() > MaxAddresses) found.resize(MaxAddresses);
    family.waiting.assign(found.begin(), found.end());
    family.is_known = true;
    const auto now = Clock::now();
    if (is_v6 && !found.empty()) race->v6_from_ = std::min(race->v6_from_, now + HeadStart);
    if (!found.empty()) race->deadline_ = std::min(race->deadline_, now + race->dialing_.limit);
    race->news_.cancel();
}

asio::awaitable<void> Race::tryAddress(std::shared_ptr<Race> race, asio::ip::address address)
{
    tcp::socket socket(race->executor_);
    const tcp::endpoint endpoint(address, race->dialing_.port);
    error_code error;
    co_await socket.async_connect(endpoint, asio::redirect_error(asio::use_awaitable, error));
    --race->running_;
    race->note(error);
    if (!error && !race->winner_ && !race->is_over_) race->winner_ = std::move(socket);
    race->news_.cancel();
}

/// A failed attempt need not be waited out.
void Race::note(error_code error)
{
    if (!error) return;
    if (weight(error) > weight(error_)) error_ = error;
    next_start_ = Clock::time_point::min();
}

bool Race::mayStartV6() const
{
    if (v6_.waiting.empty()) return false;
    const bool is_alone = v4_.is_known && v4_.waiting.empty() && running_ == 0;
    return is_alone || Clock::now() >= v6_from_;
}

/// The next address when its time has come; the families take turns.
void Race::startNext()
{
    const auto now = Clock::now();
    if (now < next_start_) return;
    const bool may_v6 = mayStartV6();
    if (v4_.waiting.empty() && !may_v6) return;
    was_v6_ = v4_.waiting.empty() || (may_v6 && !was_v6_);
    Addresses& waiting = was_v6_ ? v6_.waiting : v4_.waiting;
    const auto address = waiting.front();
    waiting.pop_front();
    if (attempts_++ == 0) v6_from_ = std::min(v6_from_, now + HeadStart);
    ++running_;
    next_start_ = now + HeadStart;
    spawn(tryAddress(shared_from_this(), address));
}

/// When something happens without news.
Race::Clock::time_point Race::nextEvent() const
{
    auto next = deadline_;
    if (!v4_.waiting.empty()) next = std::min(next, next_start_);
    if (!v6_.waiting.empty()) next = std::min(next, std::max(next_start_, v6_from_));
    return next;
}

bool Race::isLost() const
{
    return v4_.is_known && v6_.is_known && v4_.waiting.empty() && v6_.waiting.empty()
           && running_ == 0;
}

Dialed Race::result()
{
    if (!winner_) return attempts_ == 0 ? noAddress() : noConnection();
    Dialed dialed;
    dialed.connection.emplace(Connection::Socket(std::move(*winner_)));
    const auto holds = [](const Family& family) { // an answer on the way has proved nothing wrong
        return !family.is_known || family.answer.is_secure;
    };
    dialed.is_name_secure = holds(v4_) && (!dialing_.use_ipv6 || holds(v6_));
    return dialed;
}

Dialed Race::noAddress() const
{
    Dialed dialed;
    dialed.fault = DialFault::no_address;
    dialed.why = dialing_.host + " has no address";
    for (const Family* const family : {&v4_, &v6_}) {
        const bool is_asked = family == &v4_ || dialing_.use_ipv6;
        if (!is_asked || family->answer.status != dns::Status::failed) continue;
        dialed.fault = family->answer.is_bogus ? DialFault::dns_bogus : DialFault::dns_failed;
        dialed.why = "the address of " + dialing_.host + ": " + family->answer.why;
    }
    return dialed;
}

Dialed Race::noConnection() const
{
    const bool is_late = running_ > 0 || error_ == asio::error::timed_out;
    Dialed dialed;
    dialed.fault = is_late ? DialFault::timed_out : DialFault::unreachable;
    if (error_ == asio::error::connection_refused) dialed.fault = DialFault::refused;
    const std::string why =
        dialed.fault == DialFault::timed_out ? "no answer in time" : error_.message();
    dialed.why = dialing_.host + " port " + std::to_string(dialing_.port) + ": " + why;
    return dialed;
}

} // namespace roost::net
