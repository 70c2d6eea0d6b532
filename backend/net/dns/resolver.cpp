// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/resolver.h"

#include "backend/core/log.h"
#include "backend/core/offload.h"
#include "backend/net/dns/context.h"
#include "backend/net/dns/decode.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace roost::net::dns {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto RecentAge = 60s;
constexpr int FailuresOfAnOutage = 3;
constexpr unsigned RecentSockets = 128; // few ask around the cache
constexpr std::size_t MaxEnding = 100;  // contexts, of which there are a few an hour

using Time = std::chrono::steady_clock::time_point;

Time now()
{
    return std::chrono::steady_clock::now();
}

/// However the waiting ends, the context is told.
class Place {
public:
    Place(std::shared_ptr<Context> context, std::shared_ptr<Waiter> waiter)
        : context_(std::move(context)), waiter_(std::move(waiter))
    {
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { context_->leave(*waiter_); }

private:
    const std::shared_ptr<Context> context_;
    const std::shared_ptr<Waiter> waiter_;
};

std::string inSeconds(std::chrono::milliseconds limit)
{
    return std::to_string((limit.count() + 999) / 1000) + " s";
}

Answer noName(std::string name)
{
    Answer answer;
    answer.status = Status::no_such_name;
    answer.canonical_name = std::move(name);
    return answer;
}

void tellWhetherSecure(const Context* context)
{
    if (context && !context->validates())
        core::Log().warn("dns answers are not validated", {{"why", "no usable trust anchor"}});
}

} // namespace

struct Resolver::State {
    State(asio::any_io_executor h, const Options& o) : home(std::move(h)), options(o) {}

    std::shared_ptr<Context> newContext(const Options& with) const;
    std::shared_ptr<Context> contextFor(Freshness freshness);
    std::shared_ptr<Context> recentContext();
    bool isStuck() const;
    void renew();
    void note(const Answer& answer);

    const asio::any_io_executor home;
    const std::shared_ptr<core::Workers> enders =
        std::make_shared<core::Workers>("roost-dns-end", 1, MaxEnding);
    const std::shared_ptr<QuestionCount> count = std::make_shared<QuestionCount>(0);
    mutable std::mutex mutex; // of all below
    Options options;
    std::shared_ptr<Context> cached; // null: could not be made
    std::shared_ptr<Context> recent; // null: not needed yet
    Time cached_since;
    Time recent_since;
    Time last_success;
    int failures = 0; // since then
};

std::shared_ptr<Context> Resolver::State::newContext(const Options& with) const
{
    auto made = Context::make(home, with, count, enders);
    if (made) return std::move(*made);
    core::Log().error("no dns resolver", {{"why", made.error().detail}});
    return nullptr;
}

std::shared_ptr<Context> Resolver::State::contextFor(Freshness freshness)
{
    const std::lock_guard lock(mutex);
    if (freshness == Freshness::recent) return recentContext();
    if (!cached || isStuck()) renew();
    return cached;
}

/// After an outage libunbound takes minutes to try servers again that it holds for dead.
bool Resolver::State::isStuck() const
{
    const Time before = now() - options.patience;
    return failures >= FailuresOfAnOutage && last_success < before && cached_since < before;
}

/// Under the mutex.
void Resolver::State::renew()
{
    cached = newContext(options);
    cached_since = now();
    failures = 0;
}

void Resolver::State::note(const Answer& answer)
{
    const std::lock_guard lock(mutex);
    if (answer.status == Status::failed) {
        ++failures;
        return;
    }
    last_success = now();
    failures = 0;
}

/// libunbound knows no way around its cache; a context that is young has a cache that is.
std::shared_ptr<Context> Resolver::State::recentContext()
{
    if (recent && now() - recent_since < RecentAge) return recent;
    Options with = options;
    with.max_sockets = std::min(with.max_sockets, RecentSockets);
    recent = newContext(with);
    recent_since = now();
    return recent;
}

Resolver::Resolver(asio::any_io_executor home, const Options& options)
    : state_(std::make_unique<State>(std::move(home), options))
{
    state_->renew();
    tellWhetherSecure(state_->cached.get());
}

Resolver::~Resolver() = default;

asio::awaitable<Answer>
Resolver::ask(std::string name, Type type, std::chrono::milliseconds limit, Freshness freshness)
{
    if (!isName(name)) co_return noName(std::move(name));
    const auto context = state_->contextFor(freshness);
    if (!context) co_return failure("the DNS resolver can not be started");
    const auto waiter = std::make_shared<Waiter>(co_await asio::this_coro::executor);
    waiter->timer.expires_after(limit);
    const auto asked = context->ask(name, type, waiter);
    if (!asked) co_return failure(asked.error().detail);
    Answer answer = failure("no name server of the domain answered within " + inSeconds(limit));
    const Place place(context, waiter);
    boost::system::error_code ended;
    co_await waiter->timer.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    if (ended && !waiter->answer) throw boost::system::system_error(ended); // cancelled
    if (waiter->answer) answer = std::move(*waiter->answer);
    if (freshness == Freshness::cached) state_->note(answer);
    co_return answer;
}

void Resolver::use(const Options& options)
{
    const std::lock_guard lock(state_->mutex);
    if (options == state_->options) return;
    state_->options = options;
    state_->renew();
    state_->recent = nullptr;
    tellWhetherSecure(state_->cached.get());
}

bool Resolver::validates() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->cached && state_->cached->validates();
}

} // namespace roost::net::dns
