// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/runner.h"

#include "backend/core/live_settings.h"
#include "backend/core/log.h"
#include "backend/core/tasks.h"
#include "backend/delivery/remote/lanes.h"
#include "backend/store/store_thread.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

namespace roost::delivery::remote {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
using store::Standing;

constexpr auto Breath = 5ms;      // between two looks at the queue, however often it changes
constexpr auto LongestSleep = 1h; // also for a wall clock that was set
constexpr std::chrono::milliseconds FailingPause = 1s; // looks for silent ones, when others wait
constexpr auto TroubleSleep = 5s;
constexpr auto AbortLimit = 5s;
constexpr std::int64_t MaxChores = 1000; // rows erased or rules ended in one go

} // namespace

/// All but wake() and the waiting happen on the first thread.
struct Runner::State {
    State(const RunnerServices& s, std::vector<RunnerThread> t, const Patience& patience)
        : services(s),
          threads(std::move(t)),
          home(threads.front().executor),
          reader(threads.front().reader),
          lanes(patience),
          alarm(home)
    {
    }

    static awaitable<void> schedule(std::shared_ptr<State> it);
    awaitable<std::chrono::milliseconds> look();
    awaitable<void> doChores(UnixSeconds now);
    bool fillHealthyLane(UnixSeconds now);
    bool fill(Standing standing, UnixSeconds now);
    void converse(Standing standing, const std::string& domain);
    void heard(const std::string& domain, Conversation::Event event);
    std::chrono::milliseconds untilDue(UnixSeconds now);
    awaitable<void> sleep(std::chrono::milliseconds time);
    void end();
    void abort();

    const RunnerServices services;
    const std::vector<RunnerThread> threads;
    const boost::asio::any_io_executor home;
    store::Stores& reader;
    core::Tasks tasks;
    Lanes lanes;
    boost::asio::steady_timer alarm;
    std::atomic<bool> is_woken{false};
    std::size_t next_thread = 0;
    UnixSeconds forgotten_at = 0; // when old peers were last removed
    bool is_stopping = false;
    std::weak_ptr<State> self;
};

awaitable<void> Runner::State::schedule(std::shared_ptr<State> it)
{
    while (!it->is_stopping) {
        it->is_woken = false;
        std::chrono::milliseconds pause = TroubleSleep;
        try {
            pause = co_await it->look();
        } catch (const std::exception& e) { // the database: nothing else can throw
            core::Log().error("the queue cannot be read", {{"why", e.what()}});
        }
        if (!it->is_woken) co_await it->sleep(pause);
        co_await it->sleep(Breath); // commits follow each other closely
    }
}

/// One look at the queue; how long until the next.
awaitable<std::chrono::milliseconds> Runner::State::look()
{
    const UnixSeconds now = services.conversation.outgoing.clock.now();
    co_await doChores(now);
    if (is_stopping) co_return Breath;
    const auto values = services.conversation.settings.get();
    lanes.setLimits(values->max_outgoing_connections, values->max_failing_connections,
                    services.most_connections);
    std::chrono::milliseconds pause = untilDue(now);
    if (fillHealthyLane(now))
        pause = std::min(
            pause, std::chrono::duration_cast<std::chrono::milliseconds>(lanes.patience() / 2));
    if (fill(Standing::failing, now)) {
        lanes.makeFailingRoom();
        pause = std::min(pause, FailingPause);
    }
    co_return pause;
}

/// Whether some wait for a place there.
bool Runner::State::fillHealthyLane(UnixSeconds now)
{
    const auto fill_all = [&] { // those that worked before those that nobody knows
        const bool good = fill(Standing::good, now);
        lanes.setCrowded(good);
        const bool unknown = fill(Standing::unknown, now);
        const bool slow = !good && !unknown && fill(Standing::slow, now);
        return good || unknown || slow;
    };
    const bool someone_waits = fill_all();
    return someone_waits && lanes.makeRoom() ? fill_all() : someone_waits;
}

/// Starts what is due as far as there is room; whether there is more.
bool Runner::State::fill(Standing standing, UnixSeconds now)
{
    // Those that are under way are due until they are done, and so are in the answer.
    const auto most = static_cast<std::int64_t>(lanes.size() + lanes.room(standing)) + 1;
    for (const std::string& domain : reader.destinations.due(standing, now, most)) {
        if (lanes.wake(domain)) continue;
        if (lanes.room(standing) == 0) return true;
        converse(standing, domain);
    }
    return false;
}

void Runner::State::converse(Standing standing, const std::string& domain)
{
    const RunnerThread& thread = threads[next_thread++ % threads.size()];
    const Lane lane = standing == Standing::failing ? Lane::failing : Lane::healthy;
    auto progress = std::make_shared<Progress>();
    auto destination = services.destinations.open(domain, lane, progress);
    const auto tell = [state = self, domain](Conversation::Event event) {
        const auto it = state.lock();
        if (!it) return;
        boost::asio::post(it->home, [it, domain, event] { it->heard(domain, event); });
    };
    auto conversation =
        std::make_shared<Conversation>(services.conversation, thread.executor, thread.reader,
                                       domain, std::move(destination), progress, tell);
    lanes.add(domain, standing, conversation);
    tasks.spawn(thread.executor, Conversation::run(std::move(conversation)));
}

/// Mail may have come for it after it looked for the last time: that was passed over, since it was
/// under way.
void Runner::State::heard(const std::string& domain, Conversation::Event event)
{
    if (event == Conversation::Event::idle)
        lanes.setIdle(domain);
    else
        lanes.remove(domain);
    is_woken = true;
    alarm.cancel();
}

awaitable<void> Runner::State::doChores(UnixSeconds now)
{
    const auto erase_at = reader.queue.nextEraseAt();
    const auto hold_end = reader.destinations.nextHoldEnd();
    const bool forgets = now >= forgotten_at + SecondsPerDay;
    if ((!erase_at || *erase_at > now) && (!hold_end || *hold_end > now) && !forgets) co_return;
    auto job = [&](store::Stores& stores) -> Result<> {
        stores.queue.eraseDropped(now, MaxChores);
        stores.destinations.endHolds(now, MaxChores);
        if (forgets) stores.destinations.forgetOld(now);
        return {};
    };
    const auto done = co_await services.conversation.store.write(job, store::Promise::relaxed);
    if (!done) core::Log().warn("queue not tidied", {{"why", done.error().detail}});
    if (done && forgets) forgotten_at = now;
    if (!done) co_await sleep(TroubleSleep);
}

std::chrono::milliseconds Runner::State::untilDue(UnixSeconds now)
{
    UnixSeconds next = now + std::chrono::seconds(LongestSleep).count();
    const auto consider = [&](std::optional<UnixSeconds> at) {
        if (at) next = std::min(next, std::max(*at, now + 1));
    };
    for (const Standing standing :
         {Standing::good, Standing::unknown, Standing::slow, Standing::failing})
        consider(reader.destinations.nextDueAt(standing, now));
    consider(reader.queue.nextEraseAt());
    consider(reader.destinations.nextHoldEnd());
    return std::chrono::seconds(next - now);
}

awaitable<void> Runner::State::sleep(std::chrono::milliseconds time)
{
    if (is_stopping) co_return;
    alarm.expires_after(time);
    const auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
    co_await alarm.async_wait(token);
}

void Runner::State::end()
{
    is_stopping = true;
    alarm.cancel();
    lanes.each([](const auto& conversation) { Conversation::end(conversation); });
}

void Runner::State::abort()
{
    lanes.each([](const auto& conversation) { Conversation::abort(conversation); });
}

Runner::Runner(const RunnerServices& services,
               std::vector<RunnerThread> threads,
               const Patience& patience)
    : state_(std::make_shared<State>(services, std::move(threads), patience))
{
    state_->self = state_;
}

Runner::~Runner() = default;

void Runner::start()
{
    state_->tasks.spawn(state_->home, State::schedule(state_));
}

void Runner::wake()
{
    if (state_->is_woken.exchange(true)) return;
    boost::asio::post(state_->home, [it = state_] { it->alarm.cancel(); });
}

bool Runner::stop(std::chrono::milliseconds grace)
{
    boost::asio::post(state_->home, [it = state_] { it->end(); });
    if (state_->tasks.waitUntilIdle(grace)) return true;
    boost::asio::post(state_->home, [it = state_] { it->abort(); });
    return state_->tasks.waitUntilIdle(AbortLimit);
}

} // namespace roost::delivery::remote
