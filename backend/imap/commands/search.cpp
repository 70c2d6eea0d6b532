// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/offload.h"
#include "backend/imap/commands/body_file.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/commands/search_match.h"
#include "backend/imap/commands/turns.h"
#include "backend/imap/session.h"
#include "backend/store/body_files.h"
#include "backend/store/stores.h"

#include <fmt/format.h>

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::int64_t RowsPerTurn = 512;
constexpr std::int64_t TextsPerTurn = 64;             // messages read and parsed by one job
constexpr std::int64_t TextOctetsPerTurn = 128 << 10; // of them in memory, perhaps for long
constexpr std::chrono::seconds SignOfLife(20);        // clients give up after 60 s without an octet

/// A message whose row alone does not decide.
struct Undecided {
    store::MessageRow row;
    store::Body body;
};

/// One SEARCH under way.
struct Searching {
    SearchProgram program;
    bool reads_messages = false;
    store::UidSet found;
    store::ModSeq highest_modseq = 0; // of what was found
    std::chrono::steady_clock::time_point last_sign = std::chrono::steady_clock::now();
};

Candidate candidateOf(const Session& session, const store::MessageRow& row)
{
    const auto& view = *session.selected;
    const auto exists = view.exists();
    const store::Uid last_uid = exists > 0 ? view.uids().at(exists - 1) : 0;
    return Candidate{row, view.sequenceOf(row.uid), exists, last_uid, nullptr};
}

void note(Searching& searching, const store::MessageRow& row)
{
    searching.found.add(row.uid);
    searching.highest_modseq = std::max(searching.highest_modseq, row.modseq);
}

/// Decides rows from `range.first` on and takes them out of it; those that need their text are left
/// in `undecided`. False at the end of the range.
bool searchRows(Session& session,
                Searching& searching,
                store::UidRange& range,
                std::vector<Undecided>& undecided)
{
    store::Stores& reader = session.services.reader;
    const store::ReadTransaction transaction(reader);
    const auto limit = searching.reads_messages ? TextsPerTurn : RowsPerTurn;
    auto rows = reader.messages.list(session.selected->id(), range, limit);
    const bool is_full = rows.size() == static_cast<std::size_t>(limit);
    std::int64_t octets = 0;
    for (auto& row : rows) {
        const bool is_last = row.uid == range.last;
        range.first = is_last ? row.uid : row.uid + 1;
        const auto result = matches(searching.program.key, candidateOf(session, row));
        if (result) {
            if (*result) note(searching, row);
        } else if (auto body = reader.bodies.load(row.body_id)) {
            octets += body->octets; // also those in files: others wait for the workers too
            undecided.push_back(Undecided{std::move(row), std::move(*body)});
        }
        if (is_last) return false;
        if (octets > TextOctetsPerTurn) return true;
    }
    return is_full;
}

/// On a worker: which of `undecided` match. One file at a time is in memory.
Result<std::vector<bool>>
searchTexts(const Session& session, const SearchKey& key, const std::vector<Undecided>& undecided)
{
    std::vector<bool> results;
    for (const auto& [row, body] : undecided) {
        std::string octets;
        if (!body.file_name.empty()) {
            BodyFile file;
            const bool is_read = file.open(session.services.body_files.path(body.file_name))
                                 && file.read(0, body.octets, octets);
            if (!is_read) octets.clear(); // deleted meanwhile: an empty message matches little
        }
        mime::Message text(body.file_name.empty() ? std::string_view(body.content) : octets);
        Candidate candidate = candidateOf(session, row);
        candidate.text = &text;
        results.push_back(matches(key, candidate).value_or(false));
    }
    return results;
}

awaitable<Result<>>
decide(Session& session, Searching& searching, const std::vector<Undecided>& undecided)
{
    auto job = [&] { return searchTexts(session, searching.program.key, undecided); };
    // Answers do not wait for the workers; and a client that has gone is noticed by them.
    co_await session.peer.flush();
    const auto results = co_await core::offload(session.services.disk, job);
    if (!results) co_return results.error();
    for (std::size_t i = 0; i < undecided.size(); ++i)
        if ((*results)[i]) note(searching, undecided[i].row);
    co_return Result<>();
}

/// Long searches say something from time to time (protocol.md A1).
awaitable<void> takeTurns(Session& session, Searching& searching)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - searching.last_sign < SignOfLife) {
        co_await yield();
        co_return;
    }
    searching.last_sign = now;
    co_await session.peer.write("* OK Searching\r\n");
}

awaitable<Result<>> searchAll(Session& session, Searching& searching)
{
    const store::UidSet uids = session.selected->uids();
    for (store::UidRange range : uids.ranges()) {
        bool has_more = true;
        while (has_more) {
            std::vector<Undecided> undecided;
            has_more = searchRows(session, searching, range, undecided);
            if (!undecided.empty()) {
                const auto done = co_await decide(session, searching, undecided);
                if (!done) co_return done;
            }
            co_await takeTurns(session, searching);
        }
    }
    co_return Result<>();
}

/// "* SEARCH 2 3 6", with CONDSTORE "(MODSEQ 917)" (RFC 7162 §3.1.5).
awaitable<void> tell(Session& session, const Searching& searching, bool are_uids)
{
    session.peer.queue("* SEARCH");
    for (const auto& range : searching.found.ranges()) {
        const auto first =
            are_uids ? std::uint64_t{range.first} : session.selected->sequenceOf(range.first);
        for (std::uint64_t i = 0; i <= range.last - range.first; ++i) {
            session.peer.queue(fmt::format(" {}", first + i));
            co_await session.flushIfLarge();
        }
    }
    if (searching.program.key.has(SearchKind::modseq) && !searching.found.empty())
        session.peer.queue(fmt::format(" (MODSEQ {})", searching.highest_modseq));
    session.peer.queue("\r\n");
}

} // namespace

/// SEARCH and UID SEARCH (RFC 3501 §6.4.4).
Handled onSearch(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) co_return badArguments();
    auto program = parseSearch(arguments);
    if (!program) co_return badArguments();
    if (!program->is_charset_known) co_return no("[BADCHARSET (US-ASCII UTF-8)] Unknown charset.");

    Searching searching;
    searching.program = std::move(*program);
    searching.reads_messages = searching.program.key.readsMessage();
    if (searching.program.key.has(SearchKind::modseq)) session.has_condstore = true;
    const auto done = co_await searchAll(session, searching);
    if (!done) co_return refusal(done.error());
    co_await tell(session, searching, command.isUid());
    co_return ok("Search completed.");
}

} // namespace roost::imap
