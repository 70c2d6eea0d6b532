// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/bulk.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/session.h"
#include "backend/store/store_thread.h"
#include "backend/store/stores.h"
#include "shared/base/text.h"

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

std::optional<std::string> takeName(Arguments& arguments)
{
    if (!arguments.space()) return std::nullopt;
    auto name = arguments.astring();
    if (!name) return std::nullopt;
    return mailboxName(*name);
}

/// The one argument of most of these commands.
std::optional<std::string> soleName(const Command& command)
{
    Arguments arguments = command.arguments();
    auto name = takeName(arguments);
    if (!arguments.atEnd()) return std::nullopt;
    return name;
}

Answer mailboxRefused(const Error& error)
{
    if (error.code == Code::denied) return no("[CANNOT] INBOX always exists.");
    return refusal(error);
}

using Done = boost::asio::awaitable<Result<>>;

Handled setSubscribed(Session& session, const Command& command, bool subscribed)
{
    const auto name = soleName(command);
    if (!name) co_return badArguments();
    const auto account = session.account();
    auto job = [&](store::Stores& stores) {
        return stores.mailboxes.setSubscribed(account, *name, subscribed);
    };
    const auto done = co_await session.services.store.write(job, store::Promise::durable);
    if (!done) co_return mailboxRefused(done.error());
    co_return ok(subscribed ? "Subscribe completed." : "Unsubscribe completed.");
}

/// Its messages go first, in steps.
Done removeMailbox(Session& session, std::string name)
{
    const auto account = session.account();
    store::Stores& reader = session.services.reader;
    const auto found = reader.mailboxes.find(account, name);
    if (found && found->name != "INBOX") {
        auto uids = reader.messages.uids(found->id);
        const auto emptied =
            co_await removeMessages(session, found->id, std::move(uids), Which::all);
        if (!emptied) co_return emptied.error();
    }
    auto job = [&](store::Stores& stores) { return stores.mailboxes.remove(account, name); };
    co_return co_await session.services.store.write(job, store::Promise::durable);
}

/// Only the messages go, it stays (RFC 3501 §6.3.5).
Done renameInbox(Session& session, std::string to)
{
    const auto account = session.account();
    const auto inbox = session.login->inbox_id;
    auto job = [&](store::Stores& stores) { return stores.mailboxes.create(account, to); };
    const auto target = co_await session.services.store.write(job, store::Promise::durable);
    if (!target) co_return target.error();
    auto uids = session.services.reader.messages.uids(inbox);
    const auto moved = co_await moveMessages(session, inbox, std::move(uids), target->id);
    if (moved.stopped) co_return *moved.stopped;
    co_return Result<>();
}

Done renameMailbox(Session& session, std::string from, std::string to)
{
    if (equalNoCase(from, "INBOX")) co_return co_await renameInbox(session, std::move(to));
    const auto account = session.account();
    auto job = [&](store::Stores& stores) { return stores.mailboxes.rename(account, from, to); };
    co_return co_await session.services.store.write(job, store::Promise::durable);
}

} // namespace

/// RFC 3501 §6.3.3. A delimiter at the end says that children will follow; it means nothing here.
Handled onCreate(Session& session, Command& command)
{
    auto name = soleName(command);
    if (!name) co_return badArguments();
    if (name->ends_with(Delimiter)) name->pop_back();
    if (!isAcceptableName(*name)) co_return no("[CANNOT] Invalid mailbox name.");

    const auto account = session.account();
    auto job = [&](store::Stores& stores) { return stores.mailboxes.create(account, *name); };
    const auto created = co_await session.services.store.write(job, store::Promise::durable);
    if (!created) co_return mailboxRefused(created.error());
    co_return ok("Create completed.");
}

Handled onDelete(Session& session, Command& command)
{
    const auto name = soleName(command);
    if (!name) co_return badArguments();
    const auto done = co_await removeMailbox(session, *name);
    if (!done) co_return mailboxRefused(done.error());
    // The one who deletes what it has selected need not be thrown out.
    const bool is_selected =
        session.selected && !session.services.reader.mailboxes.get(session.selected->id());
    if (is_selected) session.selected.reset();
    co_return ok("Delete completed.");
}

Handled onRename(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    const auto from = takeName(arguments);
    if (!from) co_return badArguments();
    const auto to = takeName(arguments);
    if (!to || !arguments.atEnd()) co_return badArguments();
    if (!isAcceptableName(*to)) co_return no("[CANNOT] Invalid mailbox name.");
    if (to->starts_with(*from + Delimiter)) co_return no("[CANNOT] Invalid mailbox name.");

    const auto done = co_await renameMailbox(session, *from, *to);
    if (!done) co_return mailboxRefused(done.error());
    co_return ok("Rename completed.");
}

Handled onSubscribe(Session& session, Command& command)
{
    co_return co_await setSubscribed(session, command, true);
}

Handled onUnsubscribe(Session& session, Command& command)
{
    co_return co_await setSubscribed(session, command, false);
}

} // namespace roost::imap
