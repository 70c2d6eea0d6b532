// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/message_reader.h"

#include "backend/core/offload.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;

Error unreadable(int error)
{
    return Error(Code::unavailable,
                 "the message cannot be read: " + std::generic_category().message(error));
}

} // namespace

MessageReader::MessageReader(const MessageSource& source, core::Workers& disk)
    : source_(source), disk_(disk), in_memory_(source.prefix)
{
}

MessageReader::~MessageReader()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

asio::awaitable<Result<std::string_view>> MessageReader::next()
{
    Result<std::string_view> piece = nextInMemory();
    if (piece->empty() && !source_.file.empty()) {
        auto read = [this] { return readFile(); };
        piece = co_await core::offload(disk_, read);
        if (!piece) co_return piece;
    }
    given_ += static_cast<std::int64_t>(piece->size());
    if (given_ > source_.octets || (piece->empty() && given_ != source_.octets))
        co_return Error(Code::corrupt, "the message is not as long as it should be");
    co_return piece;
}

std::string_view MessageReader::nextInMemory()
{
    if (in_memory_.empty() && has_prefix_) {
        has_prefix_ = false;
        if (source_.file.empty()) in_memory_ = source_.content;
    }
    const auto piece = in_memory_.substr(0, MaxPiece);
    in_memory_.remove_prefix(piece.size());
    return piece;
}

Result<std::string_view> MessageReader::readFile()
{
    if (descriptor_ < 0) descriptor_ = ::open(source_.file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) return unreadable(errno);
    piece_.resize(MaxPiece);
    ssize_t octets = -1;
    do octets = ::read(descriptor_, piece_.data(), piece_.size());
    while (octets < 0 && errno == EINTR);
    if (octets < 0) return unreadable(errno);
    return std::string_view(piece_).substr(0, static_cast<std::size_t>(octets));
}

} // namespace roost::delivery::remote
