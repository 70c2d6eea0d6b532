// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/fetch_large.h"

#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/delivery/message_buffer.h"
#include "backend/imap/commands/body_file.h"
#include "backend/imap/commands/fetch_value.h"
#include "backend/imap/grammar/flags.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::int64_t PieceOctets = 64 << 10;
constexpr std::int64_t MaxHeaderRead = 1 << 20; // a longer header is found by reading everything

/// Octets in memory that count for all sessions together.
class Charge {
public:
    Charge(delivery::MemoryBudget& budget, std::int64_t octets) : budget_(budget), octets_(octets)
    {
        budget_.used += octets_;
    }
    Charge(const Charge&) = delete;
    Charge& operator=(const Charge&) = delete;
    ~Charge() { budget_.used -= octets_; }

private:
    delivery::MemoryBudget& budget_;
    std::int64_t octets_;
};

/// What the workers find out before the first octet is said.
struct Prepared {
    bool has_vanished = false;
    std::int64_t header_octets = 0;
    std::vector<std::string> values; // label and value per item; empty for streamed ones
};

/// The header of the file, or all of it when no end of it comes in sight.
bool readHeader(const BodyFile& file, std::int64_t octets, std::string& text)
{
    for (auto size = std::min(octets, PieceOctets);; size = std::min(octets, size * 4)) {
        if (size > MaxHeaderRead) size = octets;
        if (!file.read(0, size, text)) return false;
        const auto header = mime::headerOf(text);
        if (header.size() < text.size() || size == octets) {
            text.resize(header.size());
            return true;
        }
    }
}

Needs needsInMemory(const FetchRequest& request)
{
    Needs most = Needs::row;
    for (const auto& item : request.items) {
        const bool is_text = item.section.kind == mime::SectionKind::text;
        if (!isStreamable(item))
            most = std::max(most, needsOf(item));
        else if (is_text)
            most = std::max(most, Needs::header);
    }
    return most;
}

/// Runs on a worker.
Result<Prepared> prepare(const std::filesystem::path& path,
                         BodyFile& file,
                         const FetchRequest& request,
                         const LargeMessage& message)
{
    Prepared result;
    result.has_vanished = !file.open(path);
    if (result.has_vanished) return result;

    std::string octets;
    const Needs needs = needsInMemory(request);
    const bool is_read = needs == Needs::row
                         || (needs == Needs::header ? readHeader(file, message.body.octets, octets)
                                                    : file.read(0, message.body.octets, octets));
    if (!is_read) return Error(Code::corrupt, "body file is shorter than its row says");

    MessageText text(octets);
    result.header_octets = static_cast<std::int64_t>(text.header().size());
    std::size_t held = 0;
    for (const auto& item : request.items) {
        auto& value = result.values.emplace_back();
        if (!isStreamable(item)) appendItem(value, item, message.row, text);
        held += value.size();
        if (held > octets.size() + SpareOctets) return Error(Code::limit, "the answer is too long");
    }
    return result;
}

/// Sends octets of the file. The length has been promised: a file that ends early ends the session.
awaitable<void> stream(Session& session, const BodyFile& file, Slice slice)
{
    std::string piece;
    while (slice.octets > 0) {
        const auto octets = std::min(slice.octets, PieceOctets);
        auto read = [&file, &piece, &slice, octets] {
            return Result<bool>(file.read(slice.offset, octets, piece));
        };
        const auto is_read = co_await core::offload(session.services.disk, read);
        if (!is_read || !*is_read)
            throw boost::system::system_error(asio::error::connection_aborted);
        session.peer.queue(piece);
        co_await session.flushIfLarge();
        slice.offset += octets;
        slice.octets -= octets;
    }
}

awaitable<void> streamItem(Session& session,
                           const BodyFile& file,
                           const FetchItem& item,
                           const LargeMessage& message,
                           std::int64_t header_octets)
{
    const bool is_text = item.section.kind == mime::SectionKind::text;
    const auto start = is_text ? header_octets : 0;
    Slice slice = sliceOf(item.partial, message.body.octets - start);
    slice.offset += start;
    session.peer.queue(fmt::format("{} {{{}}}\r\n", item.label, slice.octets));
    co_await stream(session, file, slice);
}

} // namespace

awaitable<Result<>>
fetchLarge(Session& session, const FetchRequest& request, const LargeMessage& message)
{
    auto& budget = session.services.memory;
    // The message, and as much again of what is cut out of it.
    const auto in_memory =
        needsInMemory(request) == Needs::message ? 2 * message.body.octets : std::int64_t{0};
    if (in_memory > 0 && budget.used + in_memory > session.services.settings.get()->message_memory)
        co_return Error(Code::unavailable, "too many large messages in memory");
    const Charge charge(budget, in_memory);

    BodyFile file;
    const auto path = session.services.body_files.path(message.body.file_name);
    auto job = [&] { return prepare(path, file, request, message); };
    const auto prepared = co_await core::offload(session.services.disk, job);
    if (!prepared) co_return prepared.error();
    if (prepared->has_vanished) co_return Result<>();

    session.peer.queue(fmt::format("* {} FETCH (", session.selected->sequenceOf(message.row.uid)));
    for (std::size_t i = 0; i < request.items.size(); ++i) {
        if (i > 0) session.peer.queue(" ");
        session.peer.queue(prepared->values[i]);
        const auto& item = request.items[i];
        if (isStreamable(item))
            co_await streamItem(session, file, item, message, prepared->header_octets);
    }
    std::string end;
    if (message.adds_flags) {
        end = " FLAGS ";
        appendFlags(end, message.row.flags, message.row.keywords);
    }
    session.peer.queue(end + ")\r\n");
    co_return Result<>();
}

} // namespace roost::imap
