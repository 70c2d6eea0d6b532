// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/live_settings.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/session.h"
#include "backend/imap/updates.h"
#include "backend/mailbox/hub.h"
#include "shared/base/text.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <random>

namespace roost::imap {

namespace asio = boost::asio;

namespace {

constexpr std::size_t MaxDoneOctets = 64;
constexpr std::int64_t WriteGraceSeconds = 120; // for a keep-alive to leave; then the peer is dead

/// 90 to 110 % of `seconds`, so that ten thousand clients are not spoken to at once.
std::chrono::milliseconds jittered(std::int64_t seconds)
{
    thread_local std::minstd_rand random(std::random_device{}());
    std::uniform_int_distribution<std::int64_t> thousandths(900, 1100);
    return std::chrono::milliseconds(seconds * thousandths(random));
}

/// Wakes the session every now and then. The handler may run after the session has ended, so it
/// holds the weak way to it only.
class KeepAlive {
public:
    KeepAlive(asio::any_io_executor executor, std::weak_ptr<Reach> reach)
        : timer_(std::move(executor)), reach_(std::move(reach))
    {
    }

    void arm(std::chrono::milliseconds after)
    {
        due_ = std::chrono::steady_clock::now() + after;
        timer_.expires_at(due_);
        timer_.async_wait([reach = reach_](boost::system::error_code cancelled) {
            if (cancelled) return;
            if (const auto still = reach.lock()) still->peer->wake();
        });
    }
    bool isDue() const { return std::chrono::steady_clock::now() >= due_; }

private:
    asio::steady_timer timer_;
    std::weak_ptr<Reach> reach_;
    std::chrono::steady_clock::time_point due_;
};

mailbox::Hub::Watch watchSelected(Session& session)
{
    if (!session.selected) return {};
    std::weak_ptr<Reach> reach = session.reach;
    auto changed = [reach] {
        if (const auto still = reach.lock()) still->peer->wake();
    };
    return session.services.hub.watch(session.services.shard, session.selected->id(),
                                      std::move(changed));
}

} // namespace

/// RFC 2177.
Handled onIdle(Session& session, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    session.idle_tag = std::move(command.tag);
    co_return Answer(Status::said, "");
}

/// Waits as long as the client does; a dead one is found when the keep-alive cannot be written
/// (protocol.md A40-A42).
Handled idle(Session& session)
{
    // The watch stands before the state is read, else a message between the two goes unnoticed.
    const mailbox::Hub::Watch watch = watchSelected(session);
    KeepAlive keep_alive(co_await asio::this_coro::executor, session.reach);
    auto pause = session.services.settings.get()->imap_idle_keepalive_seconds;
    keep_alive.arm(jittered(pause));
    session.peer.queue("+ idling\r\n");

    std::string line;
    net::Event event = net::Event::woken;
    while (event == net::Event::woken) {
        if (hasNews(session, Announce::all)) co_await announce(session, Announce::all);
        if (session.has_ended) co_return Answer(Status::said, "");
        if (keep_alive.isDue()) {
            session.peer.queue("* OK Still here\r\n");
            pause = session.services.settings.get()->imap_idle_keepalive_seconds;
            keep_alive.arm(jittered(pause));
        }
        session.expiresAfterSeconds(2 * pause + WriteGraceSeconds);
        co_await session.peer.flush();
        session.peer.releaseMemory();
        event = co_await session.peer.readLineOrWake(line, MaxDoneOctets);
    }
    if (hasNews(session, Announce::all)) co_await announce(session, Announce::all);
    if (!equalNoCase(trimmed(line), "DONE")) co_return bad("Expected DONE.");
    co_return ok("Idle completed.");
}

} // namespace roost::imap
