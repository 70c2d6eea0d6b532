// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/seen.h"

#include "backend/imap/commands/bulk.h"
#include "backend/imap/commands/turns.h"
#include "backend/store/store_thread.h"
#include "backend/store/stores.h"

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::int64_t RowsPerTurn = 512;

/// Adds the unseen ones among the first rows of `range`, which it shortens; false at its end.
bool collectUnseen(Session& session, store::UidRange& range, store::UidSet& unseen)
{
    const auto rows =
        session.services.reader.messages.list(session.selected->id(), range, RowsPerTurn);
    for (const auto& row : rows)
        if (!(row.flags & store::Seen)) unseen.add(row.uid);
    if (rows.size() < static_cast<std::size_t>(RowsPerTurn) || rows.back().uid == range.last)
        return false;
    range.first = rows.back().uid + 1;
    return true;
}

} // namespace

awaitable<Result<store::UidSet>> markSeen(Session& session, const store::UidSet& uids)
{
    store::UidSet unseen;
    for (store::UidRange range : uids.ranges())
        while (collectUnseen(session, range, unseen)) co_await yield();
    if (unseen.empty()) co_return unseen;

    store::FlagChange change;
    change.mode = store::FlagMode::add;
    change.flags = store::Seen;
    const auto mailbox = session.selected->id();
    store::UidSet left = unseen;
    while (!left.empty()) {
        const auto some = takeFirst(left, MessagesPerJob);
        auto job = [&](store::Stores& stores) {
            return stores.messages.setFlags(mailbox, some, change);
        };
        const auto result = co_await session.services.store.write(job, store::Promise::relaxed);
        if (!result) co_return result.error();
        noteOwnChange(session, result->changed);
    }
    co_return unseen;
}

void noteOwnChange(Session& session, const std::vector<store::MessageRow>& changed)
{
    store::ModSeq highest = 0;
    for (const auto& row : changed) highest = std::max(highest, row.modseq);
    session.selected->ownChange(highest);
}

} // namespace roost::imap
