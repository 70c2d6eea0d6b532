// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/bulk.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/session.h"
#include "backend/store/store_thread.h"
#include "backend/store/stores.h"

#include <fmt/format.h>

namespace roost::imap {

namespace {

constexpr std::string_view Flags = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";

/// Mailbox and its optional "(CONDSTORE)" (RFC 7162 §3.1.8).
std::optional<std::string> parseSelect(const Command& command, bool& wants_condstore)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) return std::nullopt;
    auto name = arguments.astring();
    if (!name) return std::nullopt;
    if (arguments.space() && !arguments.atEnd()) {
        if (!arguments.take('(') || !arguments.takeWord("CONDSTORE") || !arguments.take(')'))
            return std::nullopt;
        wants_condstore = true;
    }
    if (!arguments.atEnd()) return std::nullopt;
    return mailboxName(*name);
}

/// What SELECT says of a mailbox (RFC 3501 §6.3.1, protocol.md A30).
std::string description(const SelectedMailbox& view, std::optional<store::Uid> first_unseen)
{
    std::string out =
        fmt::format("* FLAGS ({})\r\n"
                    "* OK [PERMANENTFLAGS ({})] Flags permitted.\r\n"
                    "* {} EXISTS\r\n"
                    "* 0 RECENT\r\n",
                    Flags, view.isReadOnly() ? "" : fmt::format("{} \\*", Flags), view.exists());
    if (first_unseen)
        fmt::format_to(std::back_inserter(out), "* OK [UNSEEN {}] First unseen.\r\n",
                       view.sequenceOf(*first_unseen));
    fmt::format_to(std::back_inserter(out),
                   "* OK [UIDVALIDITY {}] UIDs valid.\r\n"
                   "* OK [UIDNEXT {}] Predicted next UID.\r\n"
                   "* OK [HIGHESTMODSEQ {}] Highest.\r\n",
                   view.uidValidity(), view.uidNext(), view.modseq());
    return out;
}

Answer select(Session& session, const Command& command, bool is_read_only)
{
    bool wants_condstore = false;
    const auto name = parseSelect(command, wants_condstore);
    if (!name) return badArguments();
    session.selected.reset(); // also when the new one cannot be selected (RFC 3501 §6.3.1)

    store::Stores& reader = session.services.reader;
    const store::ReadTransaction transaction(reader);
    const auto mailbox = reader.mailboxes.find(session.account(), *name);
    if (!mailbox) return no("[NONEXISTENT] No such mailbox.");
    session.selected = std::make_unique<SelectedMailbox>(
        *mailbox, reader.messages.uids(mailbox->id), is_read_only);
    if (wants_condstore) session.has_condstore = true;
    session.peer.queue(description(*session.selected, reader.messages.firstUnseen(mailbox->id)));
    return ok(is_read_only ? "[READ-ONLY] Examine completed." : "[READ-WRITE] Select completed.");
}

/// Removes what carries \Deleted, among `uids` only unless null. Nothing to remove is the common
/// case of CLOSE: it costs one indexed read.
boost::asio::awaitable<Result<>> expunge(Session& session, const store::UidSet* uids)
{
    const auto mailbox = session.selected->id();
    auto deleted = session.services.reader.messages.deleted(mailbox);
    if (uids) deleted = deleted.intersected(*uids);
    co_return co_await removeMessages(session, mailbox, std::move(deleted), Which::deleted);
}

} // namespace

Handled onSelect(Session& session, Command& command)
{
    co_return select(session, command, false);
}

Handled onExamine(Session& session, Command& command)
{
    co_return select(session, command, true);
}

/// RFC 3501 §6.4.2: expunges without telling (protocol.md A35).
Handled onClose(Session& session, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    if (!session.selected->isReadOnly()) {
        const auto removed = co_await expunge(session, nullptr);
        if (!removed) co_return refusal(removed.error());
    }
    session.selected.reset();
    co_return ok("Close completed.");
}

/// RFC 3691: CLOSE that removes nothing.
Handled onUnselect(Session& session, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    session.selected.reset();
    co_return ok("Unselect completed.");
}

Handled onCheck(Session&, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    co_return ok("Check completed.");
}

/// EXPUNGE and UID EXPUNGE (RFC 4315 §2.1). The EXPUNGE responses are those of every change.
Handled onExpunge(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    std::optional<store::UidSet> uids;
    if (command.isUid()) {
        if (!arguments.space()) co_return badArguments();
        const auto set = SequenceSet::parse(arguments.rest());
        if (!set) co_return badArguments();
        uids = session.selected->resolve(*set, true);
    } else if (!arguments.atEnd()) {
        co_return badArguments();
    }
    if (session.selected->isReadOnly()) co_return no("[READ-ONLY] Mailbox is read-only.");
    const auto removed = co_await expunge(session, uids ? &*uids : nullptr);
    if (!removed) co_return refusal(removed.error());
    co_return ok("Expunge completed.");
}

} // namespace roost::imap
