// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/session.h"

#include "backend/core/live_settings.h"
#include "backend/imap/capabilities.h"
#include "backend/imap/command_table.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/updates.h"

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <utility>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;
using boost::system::system_error;

namespace {

constexpr std::size_t LargeOutput = 64u << 10; // sent before more is made
constexpr int MaxBadCommands = 20;             // in a row, then BYE
// Of max_imap_connections, beside the users who have all of them:
constexpr std::int64_t StrangersShare = 2; // half may be connected without having logged in
constexpr std::int64_t NetworkShare = 5;   // a fifth of one network
// protocol.md A34 asks for 8000 octets at least; before login nobody needs as much.
constexpr CommandLimits LoggedInLimits{64u << 10, 8u << 10};
constexpr CommandLimits StrangerLimits{8u << 10, 1u << 10};

/// Carries out one command and gives its tagged answer.
awaitable<Answer> answer(Session& session, Command& command)
{
    if (command.verb.empty()) co_return bad("Command expected.");
    const Rule* rule = findRule(command.verb);
    if (!rule) co_return bad("Unknown command.");
    if (!(rule->states & session.state())) co_return bad("Command not possible in this state.");
    if (command.message && command.verb != "APPEND") co_return badArguments();

    Answer result = co_await rule->handle(session, command);
    if (!session.has_ended && hasNews(session, rule->announce))
        co_await announce(session, rule->announce);
    co_return result;
}

void queueAnswer(Session& session, std::string_view tag, const Answer& result)
{
    if (result.status == Status::said) return;
    session.peer.queue(tag.empty() ? "*" : tag);
    session.peer.queue(" ");
    session.peer.queue(statusName(result.status));
    session.peer.queue(" ");
    session.peer.queue(result.text);
    session.peer.queue("\r\n");
    if (result.status != Status::bad) {
        session.bad_commands = 0;
    } else if (++session.bad_commands >= MaxBadCommands) {
        session.sayBye("Too many invalid commands.");
    }
}

awaitable<void> sendAnswer(Session& session, std::string_view tag, const Answer& result)
{
    queueAnswer(session, tag, result);
    // Pipelined commands are answered together.
    if (session.peer.inputEmpty())
        co_await session.peer.flush();
    else
        co_await session.flushIfLarge();
}

awaitable<void> serveCommand(Session& session)
{
    if (session.login)
        session.expiresAfterSeconds(session.services.settings.get()->imap_timeout_seconds);
    Command command;
    const auto limits = session.login ? LoggedInLimits : StrangerLimits;
    const Reading reading = co_await readCommand(session.peer, limits, command);
    if (reading == Reading::hopeless) {
        session.sayBye("Literal too large.");
        co_return;
    }
    if (reading == Reading::refused) {
        const Answer too_long = bad("Command too long.");
        co_await sendAnswer(session, command.tag, too_long);
    } else {
        const Answer result = co_await answer(session, command);
        co_await sendAnswer(session, command.tag, result);
    }
}

/// Those who have not logged in have places of their own, so that they never take those of users,
/// and no network has them all (protocol.md E15).
bool hasPlace(Session& session, std::int64_t most)
{
    const core::Counters& counters = session.services.counters;
    const std::int64_t strangers = counters.imap_connections - counters.imap_clients;
    if (strangers > std::max<std::int64_t>(1, most / StrangersShare)) return false;
    const auto of_network = std::max<std::int64_t>(1, most / NetworkShare);
    auto place = session.services.strangers.enter(session.peer.origin(), of_network);
    if (!place) return false;
    session.place.emplace(std::move(*place));
    return true;
}

/// False when there is no room for one more.
bool greet(Session& session)
{
    const auto settings = session.services.settings.get();
    session.expiresAfterSeconds(settings->imap_login_timeout_seconds);
    if (!hasPlace(session, settings->max_imap_connections)) {
        session.connected.reset(); // while it is told, it takes nobody's place
        session.sayBye("Too many connections, try again later.");
        return false;
    }
    session.peer.queue("* OK [CAPABILITY ");
    session.peer.queue(capabilities(session));
    session.peer.queue("] Ready.\r\n");
    return true;
}

} // namespace

Session::Session(net::Connection connection, Services& s)
    : peer(std::move(connection)),
      services(s),
      log(core::nextSessionId()),
      reach(std::make_shared<Reach>(Reach{&peer})),
      connected(s.counters.imap_connections)
{
}

State Session::state() const
{
    if (!login) return NotLoggedIn;
    return selected ? Selected : LoggedIn;
}

void Session::sayBye(std::string_view text)
{
    peer.queue("* BYE ");
    peer.queue(text);
    peer.queue("\r\n");
    has_ended = true;
}

awaitable<void> Session::flushIfLarge()
{
    if (peer.queuedOctets() < LargeOutput) co_return;
    if (login) expiresAfterSeconds(services.settings.get()->imap_timeout_seconds);
    co_await peer.flush();
}

void Session::expiresAfterSeconds(std::int64_t seconds)
{
    peer.expiresAfter(std::chrono::seconds(seconds));
}

/// One coroutine from the greeting to the end: it lives as long as the client idles.
awaitable<void> serve(net::Connection peer, Services& services)
{
    Session session(std::move(peer), services);
    try {
        try {
            if (greet(session)) co_await session.peer.flush();
            while (!session.has_ended) {
                co_await serveCommand(session);
                if (session.idle_tag.empty()) continue;
                // Not within the command, whose coroutines need not live as long.
                const Answer result = co_await idle(session);
                const std::string tag = std::exchange(session.idle_tag, {});
                co_await sendAnswer(session, tag, result);
            }
        } catch (const system_error& ended) {
            if (ended.code() != asio::error::shut_down) throw;
            session.sayBye("Closing the connection, try again later."); // RFC 3501 §7.1.5
        }
        co_await session.peer.close();
    } catch (const system_error& error) {
        session.log.debug("imap session ended", {{"why", error.code().message()}});
    }
}

} // namespace roost::imap
