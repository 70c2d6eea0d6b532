// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/bulk.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/grammar/sequence_set.h"
#include "backend/imap/session.h"
#include "backend/store/stores.h"

#include <fmt/format.h>

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

struct Transfer {
    store::UidSet uids;
    store::MailboxId target = 0;
};

/// Set and mailbox; the answer to give when they are wrong.
std::optional<Answer> parse(Session& session, const Command& command, Transfer& transfer)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) return badArguments();
    const auto rest = arguments.rest();
    const auto set_end = std::min(rest.find(' '), rest.size());
    const auto set = SequenceSet::parse(rest.substr(0, set_end));
    if (!set) return bad("Invalid message set.");
    Arguments after(rest.substr(set_end));
    if (!after.space()) return badArguments();
    const auto name = after.astring();
    if (!name || !after.atEnd()) return badArguments();
    auto uids = session.selected->resolve(*set, command.isUid());
    if (!uids) return bad("No such message.");
    const auto mailbox =
        session.services.reader.mailboxes.find(session.account(), mailboxName(*name));
    if (!mailbox) return no("[TRYCREATE] No such mailbox.");

    transfer.uids = std::move(*uids);
    transfer.target = mailbox->id;
    return std::nullopt;
}

/// "[COPYUID 38 304,319:320 3956:3958]" (RFC 4315 §3).
std::string copyUid(const store::CopyResult& copied)
{
    return fmt::format("[COPYUID {} {} {}]", copied.uid_validity, copied.source.text(),
                       copied.target.text());
}

Answer transferRefused(const Error& error)
{
    if (error.code == Code::limit) return no("[OVERQUOTA] Quota exceeded.");
    if (error.code == Code::not_found) return no("[TRYCREATE] No such mailbox.");
    return refusal(error);
}

} // namespace

/// COPY and UID COPY (RFC 3501 §6.4.7): all or nothing.
Handled onCopy(Session& session, Command& command)
{
    Transfer transfer;
    auto wrong = parse(session, command, transfer);
    if (wrong) co_return std::move(*wrong);
    if (transfer.uids.empty()) co_return ok("No messages to copy.");

    const auto copied = co_await copyMessages(session, session.selected->id(),
                                              std::move(transfer.uids), transfer.target);
    if (!copied) co_return transferRefused(copied.error());
    if (copied->source.empty()) co_return ok("No messages to copy.");
    co_return ok(copyUid(*copied) + " Copy completed.");
}

/// MOVE and UID MOVE (RFC 6851). COPYUID goes before the EXPUNGE responses, which are those of
/// every change.
Handled onMove(Session& session, Command& command)
{
    Transfer transfer;
    auto wrong = parse(session, command, transfer);
    if (wrong) co_return std::move(*wrong);
    if (session.selected->isReadOnly()) co_return no("[READ-ONLY] Mailbox is read-only.");
    if (transfer.target == session.selected->id())
        co_return no("[CANNOT] The messages are in that mailbox.");
    if (transfer.uids.empty()) co_return ok("No messages to move.");

    const auto moved = co_await moveMessages(session, session.selected->id(),
                                             std::move(transfer.uids), transfer.target);
    if (!moved.done.source.empty())
        session.peer.queue(fmt::format("* OK {} Moved.\r\n", copyUid(moved.done)));
    if (moved.stopped) co_return transferRefused(*moved.stopped);
    if (moved.done.source.empty()) co_return ok("No messages to move.");
    co_return ok("Move completed.");
}

} // namespace roost::imap
