// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/outgoing.h"

#include "backend/core/offload.h"
#include "backend/delivery/remote/signatures.h"
#include "backend/store/body_files.h"
#include "backend/store/stores.h"

#include <algorithm>
#include <fstream>
#include <utility>

namespace roost::delivery::remote {
namespace {

constexpr std::size_t MaxHeaderOctets = 64 * 1024; // as quoted in a bounce
constexpr std::size_t PieceOctets = 64 * 1024;

/// Gives the octets of a message, but its prefix, piece by piece. Blocking.
class Pieces {
public:
    explicit Pieces(const MessageSource& source)
    {
        if (source.file.empty()) {
            rest_ = source.content;
            return;
        }
        file_.open(source.file, std::ios::binary);
        buffer_.resize(PieceOctets);
        is_broken_ = !file_;
    }

    /// Empty at the end.
    std::string_view next()
    {
        if (!rest_.empty()) return std::exchange(rest_, {});
        if (!file_.is_open() || !file_) return {};
        file_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        if (file_.bad()) is_broken_ = true;
        return {buffer_.data(), static_cast<std::size_t>(file_.gcount())};
    }
    /// The header with its last line end; next() goes on behind the empty line. No header is longer
    /// than what we accept.
    std::string header()
    {
        std::string header;
        for (auto piece = next(); !piece.empty(); piece = next()) {
            const auto from = header.size() < 3 ? 0 : header.size() - 3;
            header += piece;
            const auto end = header.find("\r\n\r\n", from);
            if (end == std::string::npos) continue;
            rest_ = piece.substr(piece.size() - (header.size() - end - 4));
            header.resize(end + 2);
            break;
        }
        return header;
    }
    bool isBroken() const { return is_broken_; }

private:
    std::string_view rest_;
    std::ifstream file_;
    std::string buffer_; // of a file
    bool is_broken_ = false;
};

Result<MessageSource>
load(const OutgoingServices& services, store::Stores& reader, store::BodyId id)
{
    auto body = reader.bodies.load(id);
    if (!body) return Error(Code::not_found, "the message is gone");
    MessageSource source;
    source.content = std::move(body->content);
    if (!body->file_name.empty()) source.file = services.body_files.path(body->file_name);
    source.octets = body->octets;
    return source;
}

Error unreadable()
{
    return Error(Code::unavailable, "a message cannot be read from the disk");
}

/// The header; `source` gets its signature.
Result<std::string>
sign(const OutgoingServices& services, store::BodyId body, MessageSource& source)
{
    Pieces pieces(source);
    std::string header = pieces.header();
    const auto next = [&] { return pieces.next(); };
    auto signature = services.signatures.of(body, header, next, services.clock.now());
    if (pieces.isBroken()) return unreadable();
    if (!signature) return signature.error();
    source.prefix = std::move(*signature);
    source.octets += static_cast<std::int64_t>(source.prefix.size());
    header.resize(std::min(header.size(), MaxHeaderOctets));
    return header;
}

} // namespace

boost::asio::awaitable<Result<Outgoing>> prepare(const OutgoingServices& services,
                                                 store::Stores& reader,
                                                 const std::vector<store::QueueRow>& rows)
{
    const store::BodyId body = rows.front().body_id;
    auto source = load(services, reader, body);
    if (!source) co_return source.error();
    auto job = [&] { return sign(services, body, *source); };
    auto header = co_await core::offload(services.workers, job);
    if (!header) co_return header.error();

    Outgoing outgoing;
    outgoing.message.sender = rows.front().sender;
    for (const store::QueueRow& row : rows) outgoing.message.recipients.push_back(row.recipient);
    outgoing.message.source = std::move(*source);
    outgoing.header = std::move(*header);
    co_return outgoing;
}

boost::asio::awaitable<Result<std::string>>
loadHeader(const OutgoingServices& services, store::Stores& reader, store::BodyId body)
{
    auto source = load(services, reader, body);
    if (!source) co_return source.error();
    auto job = [&]() -> Result<std::string> {
        Pieces pieces(*source);
        std::string header = pieces.header();
        if (pieces.isBroken()) return unreadable();
        header.resize(std::min(header.size(), MaxHeaderOctets));
        return header;
    };
    co_return co_await core::offload(services.workers, job);
}

} // namespace roost::delivery::remote
