// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/commands.h"
#include "backend/imap/commands/fetch_large.h"
#include "backend/imap/commands/fetch_value.h"
#include "backend/imap/commands/seen.h"
#include "backend/imap/commands/turns.h"
#include "backend/imap/grammar/flags.h"
#include "backend/imap/grammar/sequence_set.h"
#include "backend/imap/session.h"
#include "backend/store/stores.h"

#include <fmt/format.h>

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::int64_t RowsPerTurn = 32;
constexpr std::size_t OctetsPerTurn = 256u << 10;

/// What one FETCH is about.
struct Fetching {
    FetchRequest request;
    Needs needs = Needs::row;
    store::UidSet newly_seen; // by this command: their FLAGS are told even unasked
    std::string out;          // kept between messages, so that it is allocated once
    bool is_too_long = false; // an answer was, and ends the command
};

FetchItem plainItem(FetchKind kind, std::string_view label)
{
    FetchItem item;
    item.kind = kind;
    item.label = label;
    return item;
}

/// UID FETCH always gives UIDs (RFC 3501 §6.4.8), CHANGEDSINCE always MODSEQ (RFC 7162 §3.1.4.1).
void addImpliedItems(FetchRequest& request, bool is_uid)
{
    auto& items = request.items;
    if (is_uid && !request.has(FetchKind::uid))
        items.insert(items.begin(), plainItem(FetchKind::uid, "UID"));
    if (request.changed_since && !request.has(FetchKind::modseq))
        items.push_back(plainItem(FetchKind::modseq, "MODSEQ"));
}

/// One answer, from the row and the octets of a body in the database. False, and nothing is said,
/// when it would be too long.
bool answerRow(Session& session,
               Fetching& fetching,
               const store::MessageRow& row,
               std::string_view octets)
{
    std::string& out = fetching.out;
    out.clear();
    fmt::format_to(std::back_inserter(out), "* {} FETCH (", session.selected->sequenceOf(row.uid));
    MessageText text(octets);
    const auto start = out.size();
    for (const auto& item : fetching.request.items) {
        if (out.size() > start) out += ' ';
        appendItem(out, item, row, text);
        if (out.size() > octets.size() + SpareOctets) return false;
    }
    if (!fetching.request.has(FetchKind::flags) && fetching.newly_seen.contains(row.uid)) {
        out += " FLAGS ";
        appendFlags(out, row.flags, row.keywords);
    }
    out += ")\r\n";
    session.peer.queue(out);
    return true;
}

std::vector<store::MessageRow> rowsOf(store::Stores& reader,
                                      const Session& session,
                                      const Fetching& fetching,
                                      store::UidRange range)
{
    const auto mailbox = session.selected->id();
    if (!fetching.request.changed_since) return reader.messages.list(mailbox, range, RowsPerTurn);
    return reader.messages.changedSince(mailbox, *fetching.request.changed_since, range,
                                        RowsPerTurn);
}

/// Answers for the first messages of `range`, as many as fit in one turn, and takes them out of it.
/// A message kept in a file ends the turn and is left in `large`. False when nothing is left.
bool answerTurn(Session& session,
                Fetching& fetching,
                store::UidRange& range,
                std::optional<LargeMessage>& large)
{
    store::Stores& reader = session.services.reader;
    const store::ReadTransaction transaction(reader);
    auto rows = rowsOf(reader, session, fetching, range);
    store::Body body;
    for (auto& row : rows) {
        const bool is_last = row.uid == range.last;
        range.first = is_last ? row.uid : row.uid + 1;
        if (fetching.needs != Needs::row) {
            auto found = reader.bodies.load(row.body_id);
            if (!found) continue;
            body = std::move(*found);
        }
        if (!body.file_name.empty()) {
            const bool adds_flags =
                !fetching.request.has(FetchKind::flags) && fetching.newly_seen.contains(row.uid);
            large = LargeMessage{std::move(row), std::move(body), adds_flags};
            return !is_last;
        }
        fetching.is_too_long = !answerRow(session, fetching, row, body.content);
        if (is_last || fetching.is_too_long) return false;
        if (session.peer.queuedOctets() > OctetsPerTurn) return true;
    }
    return rows.size() == static_cast<std::size_t>(RowsPerTurn);
}

awaitable<Result<>> fetchAll(Session& session, Fetching& fetching, const store::UidSet& uids)
{
    for (store::UidRange range : uids.ranges()) {
        bool has_more = true;
        while (has_more) {
            std::optional<LargeMessage> large;
            has_more = answerTurn(session, fetching, range, large);
            if (fetching.is_too_long) co_return Error(Code::limit, "the answer is too long");
            if (large) {
                const auto done = co_await fetchLarge(session, fetching.request, *large);
                if (!done) co_return done;
            }
            co_await session.flushIfLarge();
            if (has_more) co_await yield();
        }
    }
    co_return Result<>();
}

/// Set and items; the answer to give when they are wrong.
std::optional<Answer>
parse(Session& session, const Command& command, store::UidSet& uids, Fetching& fetching)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) return badArguments();
    const auto rest = arguments.rest();
    const auto set_end = std::min(rest.find(' '), rest.size());
    const auto set = SequenceSet::parse(rest.substr(0, set_end));
    if (!set) return bad("Invalid message set.");
    Arguments items(rest.substr(set_end));
    if (!items.space()) return badArguments();
    auto request = parseFetch(items);
    if (!request || !items.atEnd()) return badArguments();
    auto found = session.selected->resolve(*set, command.isUid());
    if (!found) return bad("No such message.");

    uids = std::move(*found);
    fetching.request = std::move(*request);
    return std::nullopt;
}

} // namespace

/// FETCH and UID FETCH (RFC 3501 §6.4.5). Messages that vanished are left out.
Handled onFetch(Session& session, Command& command)
{
    store::UidSet uids;
    Fetching fetching;
    auto wrong = parse(session, command, uids, fetching);
    if (wrong) co_return std::move(*wrong);

    auto& request = fetching.request;
    if (request.changed_since || request.has(FetchKind::modseq)) session.has_condstore = true;
    addImpliedItems(request, command.isUid());
    fetching.needs = needsOf(request);
    if (request.setsSeen() && !session.selected->isReadOnly()) {
        auto seen = co_await markSeen(session, uids);
        if (!seen) co_return refusal(seen.error());
        fetching.newly_seen = std::move(*seen);
    }
    const auto done = co_await fetchAll(session, fetching, uids);
    if (!done) co_return refusal(done.error());
    co_return ok("Fetch completed.");
}

} // namespace roost::imap
