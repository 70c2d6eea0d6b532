// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/bulk.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/commands/seen.h"
#include "backend/imap/commands/turns.h"
#include "backend/imap/grammar/flags.h"
#include "backend/imap/grammar/sequence_set.h"
#include "backend/imap/session.h"
#include "backend/imap/updates.h"
#include "backend/store/store_thread.h"
#include "backend/store/stores.h"
#include "shared/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

struct StoreRequest {
    store::UidSet uids;
    store::FlagChange change;
    bool is_silent = false;
};

/// "+FLAGS.SILENT" and the like.
bool parseMode(std::string_view name, StoreRequest& request)
{
    if (name.starts_with('+')) request.change.mode = store::FlagMode::add;
    if (name.starts_with('-')) request.change.mode = store::FlagMode::remove;
    if (request.change.mode != store::FlagMode::set) name.remove_prefix(1);
    request.is_silent = equalNoCase(name, "FLAGS.SILENT");
    return request.is_silent || equalNoCase(name, "FLAGS");
}

/// "(UNCHANGEDSINCE 12) ", if it stands next (RFC 7162 §3.1.3).
bool parseModifier(Arguments& arguments, StoreRequest& request)
{
    if (!arguments.take('(')) return true;
    if (!arguments.takeWord("UNCHANGEDSINCE") || !arguments.space()) return false;
    request.change.unchanged_since = arguments.number();
    return request.change.unchanged_since && arguments.take(')') && arguments.space();
}

std::optional<Answer> parse(Session& session, const Command& command, StoreRequest& request)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) return badArguments();
    const auto rest = arguments.rest();
    const auto set_end = std::min(rest.find(' '), rest.size());
    const auto set = SequenceSet::parse(rest.substr(0, set_end));
    if (!set) return bad("Invalid message set.");
    Arguments after(rest.substr(set_end));
    if (!after.space() || !parseModifier(after, request)) return badArguments();
    const auto mode = after.atom();
    if (!mode || !parseMode(*mode, request) || !after.space()) return badArguments();
    auto flags = parseFlags(after, true);
    if (!flags || !after.atEnd()) return bad("Invalid flags.");
    auto uids = session.selected->resolve(*set, command.isUid());
    if (!uids) return bad("No such message.");

    request.uids = std::move(*uids);
    request.change.flags = flags->flags;
    request.change.keywords = std::move(flags->keywords);
    return std::nullopt;
}

/// The new flags, or with .SILENT and CONDSTORE just MODSEQ (RFC 7162 §3.1.3).
awaitable<void>
tell(Session& session, const std::vector<store::MessageRow>& changed, bool is_silent)
{
    if (is_silent && !session.has_condstore) co_return;
    std::string out;
    for (const auto& row : changed) {
        out.clear();
        if (is_silent)
            fmt::format_to(std::back_inserter(out), "* {} FETCH (UID {} MODSEQ ({}))\r\n",
                           session.selected->sequenceOf(row.uid), row.uid, row.modseq);
        else
            appendFlagsFetch(out, session, row);
        session.peer.queue(out);
    }
    co_await session.flushIfLarge();
}

/// UIDs as the sequence numbers the client knows.
store::UidSet sequenceNumbers(const SelectedMailbox& view, const store::UidSet& uids)
{
    store::UidSet numbers;
    for (const auto& range : uids.ranges()) {
        const auto first = static_cast<store::Uid>(view.sequenceOf(range.first));
        numbers.add(store::UidRange{first, first + (range.last - range.first)});
    }
    return numbers;
}

} // namespace

/// STORE and UID STORE (RFC 3501 §6.4.6), with UNCHANGEDSINCE.
Handled onStore(Session& session, Command& command)
{
    StoreRequest request;
    auto wrong = parse(session, command, request);
    if (wrong) co_return std::move(*wrong);
    if (session.selected->isReadOnly()) co_return no("[READ-ONLY] Mailbox is read-only.");
    if (request.change.unchanged_since) session.has_condstore = true;

    store::UidSet not_modified;
    const auto mailbox = session.selected->id();
    while (!request.uids.empty()) {
        const auto some = takeFirst(request.uids, MessagesPerJob);
        auto job = [&](store::Stores& stores) {
            return stores.messages.setFlags(mailbox, some, request.change);
        };
        const auto result = co_await session.services.store.write(job, store::Promise::relaxed);
        if (!result) co_return refusal(result.error());
        noteOwnChange(session, result->changed);
        co_await tell(session, result->changed, request.is_silent);
        for (const auto& range : result->not_modified.ranges()) not_modified.add(range);
    }
    if (not_modified.empty()) co_return ok("Store completed.");
    const auto named =
        command.isUid() ? not_modified : sequenceNumbers(*session.selected, not_modified);
    co_return ok(fmt::format("[MODIFIED {}] Conditional store failed.", named.text()));
}

} // namespace roost::imap
