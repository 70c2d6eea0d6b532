// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/pulse.h"

#include "backend/accounts/accounts.h"
#include "backend/core/log.h"
#include "backend/core/offload.h"
#include "backend/core/tasks.h"
#include "backend/store/stores.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>

namespace roost::control {

namespace asio = boost::asio;
using asio::awaitable;
using namespace std::chrono_literals;

namespace {

constexpr auto BetweenMeasures = 5s;
constexpr auto SettlingTime = 65s; // until all is tidied up
constexpr auto Never = std::chrono::steady_clock::time_point::max();
constexpr int MeasureShare = 100; // walking the files takes at most a hundredth of a core
constexpr auto BetweenForgetting = 1h;

awaitable<void> sleep(asio::any_io_executor executor, asio::steady_timer::duration time)
{
    asio::steady_timer timer(executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

/// What the files below `folder` hold; those that vanish meanwhile do not count.
std::int64_t octetsBelow(const std::filesystem::path& folder)
{
    std::int64_t octets = 0;
    std::error_code why;
    std::filesystem::recursive_directory_iterator each(folder, why);
    for (; !why && each != std::filesystem::recursive_directory_iterator(); each.increment(why)) {
        std::error_code gone;
        if (!each->is_regular_file(gone)) continue;
        const auto size = each->file_size(gone);
        if (!gone) octets += static_cast<std::int64_t>(size);
    }
    return octets;
}

} // namespace

Pulse::Pulse(asio::any_io_executor executor,
             Services& services,
             Statistics& statistics,
             Events& events,
             Journal& journal)
    : executor_(std::move(executor)),
      services_(services),
      statistics_(statistics),
      events_(events),
      journal_(journal)
{
}

void Pulse::start()
{
    services_.tasks.spawn(executor_, everySecond());
    services_.tasks.spawn(executor_, forget());
}

void Pulse::storeChanged(const store::Changes& changes)
{
    store_changed_ = true;
    if (changes.accounts) users_changed_ = true;
    if (changes.queue) queue_changed_ = true;
}

awaitable<void> Pulse::everySecond()
{
    asio::steady_timer timer(executor_, asio::steady_timer::clock_type::now());
    for (;;) {
        try {
            beat();
            if (mustMeasure()) services_.tasks.spawn(executor_, measureStore());
        } catch (const std::exception& e) { // a reader that fails once must not end the pulse
            core::Log().error("statistics failed", {{"why", e.what()}});
        }
        // From the due time, so that beats do not drift; after a long stop the lost ones are lost.
        timer.expires_at(std::max(timer.expiry() + 1s, asio::steady_timer::clock_type::now()));
        co_await timer.async_wait(asio::use_awaitable);
    }
}

void Pulse::beat()
{
    const bool users_changed = users_changed_.exchange(false);
    const bool queue_changed = queue_changed_.exchange(false);
    if (users_changed) measured_.accounts = services_.reader.accounts.count();
    if (queue_changed) measured_.queue_length = services_.reader.queue.count();
    statistics_.tick(services_.clock.now(), measured_);

    if (users_changed) events_.publish(api::EventKind::users_changed);
    if (queue_changed) events_.publish(api::EventKind::queue_changed);
    watchRegistrations();
    api::Event event;
    event.kind = api::EventKind::stats;
    event.stats = statistics_.current();
    events_.publish(std::move(event));
}

/// Whoever shows the overview hears of it when new accounts are refused, and when they are made
/// again.
void Pulse::watchRegistrations()
{
    const auto refusal = services_.accounts.registrationRefusal();
    const std::pair now(refusal ? refusal->setting : std::string_view(),
                        services_.accounts.registrationsRefused());
    if (std::exchange(registrations_, now) != now) events_.publish(api::EventKind::setup_changed);
}

/// Soon after a change, and once more when the store has settled: walking the files costs more than
/// all else an idle relay does.
bool Pulse::mustMeasure()
{
    const auto now = std::chrono::steady_clock::now();
    if (is_measuring_ || now < measure_at_) return false;
    const bool changed = store_changed_.exchange(false);
    const bool settled = now >= settled_at_;
    if (changed || settled) settled_at_ = changed ? now + SettlingTime : Never;
    return changed || settled;
}

awaitable<void> Pulse::measureStore()
{
    is_measuring_ = true;
    const auto begun = std::chrono::steady_clock::now();
    auto measure = [this]() -> Result<std::int64_t> { return octetsBelow(services_.data_dir); };
    const auto octets = co_await core::offload(services_.workers, measure);
    if (octets) measured_.store_octets = *octets;
    const auto now = std::chrono::steady_clock::now();
    measure_at_ =
        now + std::max<asio::steady_timer::duration>(BetweenMeasures, (now - begun) * MeasureShare);
    is_measuring_ = false;
}

awaitable<void> Pulse::forget()
{
    for (;;) {
        const auto done = co_await journal_.forgetAddresses();
        if (!done) core::Log().warn("addresses not forgotten", {{"why", done.error().detail}});
        co_await sleep(executor_, BetweenForgetting);
    }
}

} // namespace roost::control
