// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/updates.h"

#include "backend/imap/grammar/flags.h"
#include "backend/store/stores.h"

#include <fmt/format.h>

#include <ranges>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;
using store::UidRange;
using store::UidSet;

namespace {

constexpr std::int64_t FlagRowsAtOnce = 256; // rows read in one turn
// Apps keep 100 responses that nobody asked for, until they look at them before IDLE (protocol.md
// A17); half of that, as there are others that are not counted.
constexpr std::uint64_t MostKeptByApps = 50;

/// The mailbox as it is now, beside what the client knows.
struct News {
    std::optional<store::Mailbox> mailbox; // null: it is gone
    UidSet removed;
    UidSet present; // what the client will know
    std::uint64_t arrivals = 0;
};

News readNews(Session& session, bool may_expunge)
{
    store::Stores& reader = session.services.reader;
    const SelectedMailbox& view = *session.selected;
    const store::ReadTransaction transaction(reader);
    News news;
    news.mailbox = reader.mailboxes.get(view.id());
    if (!news.mailbox) return news;

    if (may_expunge && news.mailbox->expunges != view.expunges()) {
        news.present = reader.messages.uids(view.id());
        news.removed = without(view.uids(), news.present);
        news.arrivals = without(news.present, view.uids()).count();
        return news;
    }
    news.present = view.uids();
    if (news.mailbox->uid_next == view.uidNext()) return news;
    const UidSet arrivals = reader.messages.uids(view.id(), view.uidNext());
    for (const auto& range : arrivals.ranges()) news.present.add(range);
    news.arrivals = arrivals.count();
    return news;
}

/// From the last down, so that each number is right when it is said.
awaitable<void> announceExpunges(Session& session, const UidSet& removed)
{
    for (const auto& range : std::views::reverse(removed.ranges())) {
        const auto first = session.selected->sequenceOf(range.first);
        for (auto number = first + (range.last - range.first); number >= first; --number) {
            session.peer.queue(fmt::format("* {} EXPUNGE\r\n", number));
            ++session.unasked;
            co_await session.flushIfLarge();
        }
    }
}

bool isNews(const SelectedMailbox& view, const store::MessageRow& row)
{
    return view.uids().contains(row.uid) && !view.isOwnChange(row.modseq);
}

/// Flags that changed after `since` on messages below `limit`, which the client knew already.
awaitable<void> announceFlags(Session& session, store::ModSeq since, store::Uid limit)
{
    store::Uid from = 1;
    std::string out;
    while (from < limit) {
        const UidRange range{from, limit - 1};
        const auto rows = session.services.reader.messages.changedSince(
            session.selected->id(), since, range, FlagRowsAtOnce);
        out.clear();
        for (const auto& row : rows)
            if (isNews(*session.selected, row)) {
                appendFlagsFetch(out, session, row);
                ++session.unasked;
            }
        session.peer.queue(out);
        co_await session.flushIfLarge();
        if (rows.size() < static_cast<std::size_t>(FlagRowsAtOnce)) break;
        from = rows.back().uid + 1;
    }
}

} // namespace

bool hasNews(Session& session, Announce what)
{
    if (what == Announce::nothing || !session.selected) return false;
    const auto now = session.services.reader.mailboxes.get(session.selected->id());
    return !now || session.selected->isBehind(*now, what == Announce::all);
}

awaitable<void> announce(Session& session, Announce what)
{
    const bool may_expunge = what == Announce::all;
    News news = readNews(session, may_expunge);
    if (!news.mailbox) {
        session.selected.reset();
        session.sayBye("The mailbox was deleted.");
        co_return;
    }
    const auto known_modseq = session.selected->modseq();
    const auto known_uid_next = session.selected->uidNext();
    // First: apps drop what comes after the hundredth, and new mail is what they wait for. The new
    // messages stand behind those that are expunged, so the numbers of these stay right.
    if (news.arrivals > 0)
        session.peer.queue(
            fmt::format("* {} EXISTS\r\n", session.selected->exists() + news.arrivals));
    co_await announceExpunges(session, news.removed);
    session.selected->caughtUp(*news.mailbox, std::move(news.present), may_expunge);
    if (news.mailbox->highest_modseq != known_modseq)
        co_await announceFlags(session, known_modseq, known_uid_next);
    session.selected->forgetOwnChanges();
}

void repeatExistsIfUnheard(Session& session)
{
    if (session.unasked > MostKeptByApps && session.selected)
        session.peer.queue(fmt::format("* {} EXISTS\r\n", session.selected->exists()));
    session.unasked = 0;
}

void appendFlagsFetch(std::string& out, const Session& session, const store::MessageRow& row)
{
    fmt::format_to(std::back_inserter(out), "* {} FETCH (UID {} FLAGS ",
                   session.selected->sequenceOf(row.uid), row.uid);
    appendFlags(out, row.flags, row.keywords);
    if (session.has_condstore) fmt::format_to(std::back_inserter(out), " MODSEQ ({})", row.modseq);
    out += ")\r\n";
}

} // namespace roost::imap
