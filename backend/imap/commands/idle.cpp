// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/live_settings.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/session.h"
#include "backend/imap/updates.h"
#include "backend/mailbox/hub.h"
#include "shared/base/text.h"

#include <chrono>
#include <random>

namespace roost::imap {

using Clock = std::chrono::steady_clock;

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

/// The session is woken for the next keep-alive, not before the time returned.
Clock::time_point planKeepAlive(Session& session, std::int64_t pause)
{
    const auto after = jittered(pause);
    const auto due = Clock::now() + after;
    session.peer.wakeAfter(after);
    return due;
}

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
    auto pause = session.services.settings.get()->imap_idle_keepalive_seconds;
    auto due = planKeepAlive(session, pause);
    session.peer.queue("+ idling\r\n");
    repeatExistsIfUnheard(session);

    std::string line;
    net::Event event = net::Event::woken;
    while (event == net::Event::woken) {
        if (hasNews(session, Announce::all)) co_await announce(session, Announce::all);
        if (session.has_ended) co_return Answer(Status::said, "");
        if (Clock::now() >= due) {
            session.peer.queue("* OK Still here\r\n");
            pause = session.services.settings.get()->imap_idle_keepalive_seconds;
            due = planKeepAlive(session, pause);
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
