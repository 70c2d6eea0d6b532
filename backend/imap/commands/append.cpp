// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/live_settings.h"
#include "backend/delivery/message_buffer.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/grammar/dates.h"
#include "backend/imap/grammar/flags.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/session.h"
#include "backend/store/store_thread.h"
#include "backend/store/stores.h"
#include "shared/base/clock.h"

#include <fmt/format.h>

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::size_t MaxRestOctets = 1024; // of the line after the message
constexpr std::uint64_t PieceOctets = 64u << 10;

struct Appending {
    std::string mailbox;
    store::MailboxId mailbox_id = 0;
    store::NewMessage message;
};

/// Mailbox, optional flags and date, up to the mark of the literal (RFC 3501 §6.3.11).
bool parse(const Command& command, Appending& appending)
{
    const auto end = command.message->at - command.arguments_at;
    Arguments arguments(std::string_view(command.text).substr(command.arguments_at, end));
    if (!arguments.space()) return false;
    const auto name = arguments.astring();
    if (!name || !arguments.space()) return false;
    appending.mailbox = mailboxName(*name);
    if (arguments.next() == '(') {
        auto flags = parseFlags(arguments, false);
        if (!flags || !arguments.space()) return false;
        appending.message.flags = flags->flags;
        appending.message.keywords = joinedKeywords(std::move(flags->keywords));
    }
    if (arguments.next() == '"') {
        const auto date = arguments.string();
        const auto at = date ? parseDateTime(*date) : std::nullopt;
        if (!at || !arguments.space()) return false;
        appending.message.received_at = *at;
    }
    return arguments.rest().empty();
}

/// Why the message is not wanted at all, before a single octet of it is read.
std::optional<Answer> objection(Session& session, const Command& command, Appending& appending)
{
    appending.message.received_at = session.services.clock.now();
    if (!parse(command, appending)) return badArguments();
    const auto settings = session.services.settings.get();
    const auto octets = command.message->octets;
    if (octets == 0) return no("[CANNOT] The message is empty.");
    if (octets > static_cast<std::uint64_t>(settings->max_message_size))
        return no("[TOOBIG] The message is too large.");

    store::Stores& reader = session.services.reader;
    const store::ReadTransaction transaction(reader);
    const auto mailbox = reader.mailboxes.find(session.account(), appending.mailbox);
    if (!mailbox) return no("[TRYCREATE] No such mailbox.");
    appending.mailbox_id = mailbox->id;
    const auto used = reader.mailboxes.usedOctets(session.account());
    if (used + static_cast<std::int64_t>(octets) > settings->max_mailbox_size)
        return no("[OVERQUOTA] Quota exceeded.");
    return std::nullopt;
}

/// Reads the literal piece by piece; what cannot be stored is still read to its end.
awaitable<Result<>> receive(Session& session, std::uint64_t octets, delivery::MessageBuffer& buffer)
{
    Result<> stored;
    std::uint64_t since_deadline = 0;
    while (octets > 0) {
        const auto some = co_await session.peer.peek();
        const auto taken = std::min<std::uint64_t>({some.size(), octets, PieceOctets});
        if (stored) buffer.tail().append(some.substr(0, static_cast<std::size_t>(taken)));
        session.peer.consume(static_cast<std::size_t>(taken));
        octets -= taken;
        if (stored && buffer.needsSpill()) stored = co_await buffer.spill();
        since_deadline += taken;
        if (since_deadline < PieceOctets) continue;
        since_deadline = 0;
        session.expiresAfterSeconds(session.services.settings.get()->imap_timeout_seconds);
    }
    co_return stored;
}

using Stored = Result<store::Appended>;

/// One durable transaction: body, row, and the quota as it is then.
awaitable<Stored> keep(Session& session, Appending& appending, const store::NewBody& body)
{
    const auto quota = session.services.settings.get()->max_mailbox_size;
    const auto account = session.account();
    auto job = [&](store::Stores& stores) -> Stored {
        if (stores.mailboxes.usedOctets(account) + body.octets > quota)
            return Error(Code::limit, "over quota");
        auto message = appending.message;
        message.body_id = stores.bodies.add(body);
        message.octets = body.octets;
        return stores.messages.append(appending.mailbox_id, message);
    };
    co_return co_await session.services.store.write(job, store::Promise::durable);
}

awaitable<Stored> finish(Session& session, Appending& appending, delivery::MessageBuffer& buffer)
{
    const auto body = co_await buffer.finish();
    if (!body) co_return body.error();
    auto stored = co_await keep(session, appending, *body);
    if (stored) buffer.keep();
    co_return stored;
}

Answer appendRefused(const Error& error)
{
    if (error.code == Code::limit) return no("[OVERQUOTA] Quota exceeded.");
    if (error.code == Code::not_found) return no("[TRYCREATE] No such mailbox.");
    return refusal(error);
}

/// The end of the command after its message; one message per command (no MULTIAPPEND).
awaitable<bool> readCommandEnd(Session& session)
{
    const std::string rest = co_await session.peer.readLine(MaxRestOctets);
    if (const auto next = literalAtEnd(rest); next && !next->waits)
        session.sayBye("One message per APPEND, please.");
    co_return rest.find_first_not_of(' ') == std::string::npos && !session.peer.lineWasTooLong();
}

/// A literal that comes without our leave has to be read before the answer.
Handled refuse(Session& session, LiteralMark mark, Answer why)
{
    if (mark.waits) co_return why;
    const auto most = session.services.settings.get()->max_message_size;
    if (mark.octets > 2 * static_cast<std::uint64_t>(most)) {
        session.sayBye("Literal too large.");
        co_return why;
    }
    co_await discard(session.peer, mark.octets);
    co_await readCommandEnd(session);
    co_return why;
}

} // namespace

/// APPEND (RFC 3501 §6.3.11) with APPENDUID (RFC 4315 §3).
Handled onAppend(Session& session, Command& command)
{
    if (!command.message) co_return badArguments();
    Appending appending;
    auto why_not = objection(session, command, appending);
    if (why_not) co_return co_await refuse(session, *command.message, std::move(*why_not));
    if (command.message->waits) co_await session.peer.write("+ OK\r\n");

    auto& services = session.services;
    const auto budget = services.settings.get()->message_memory;
    delivery::MessageBuffer buffer(services.memory, budget, services.body_files, services.disk);
    const auto received = co_await receive(session, command.message->octets, buffer);
    const bool is_whole = co_await readCommandEnd(session);
    if (!received) co_return appendRefused(received.error());
    if (!is_whole) {
        co_await buffer.discard();
        co_return badArguments();
    }
    const auto stored = co_await finish(session, appending, buffer);
    if (!stored) {
        co_await buffer.discard();
        co_return appendRefused(stored.error());
    }
    co_return ok(
        fmt::format("[APPENDUID {} {}] Append completed.", stored->uid_validity, stored->uid));
}

} // namespace roost::imap
