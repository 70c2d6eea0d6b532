// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>

namespace roost::core {
class Workers;
}

namespace roost::delivery::remote {

/// Reads a message in pieces: its prefix, then its octets, from memory or, on the pool, from a
/// file.
class MessageReader {
public:
    static constexpr std::size_t MaxPiece = 65536; // octets

    /// `source` and `disk` outlive us.
    MessageReader(const MessageSource& source, core::Workers& disk);
    ~MessageReader();
    MessageReader(const MessageReader&) = delete;
    MessageReader& operator=(const MessageReader&) = delete;

    /// The next piece, valid until the next call; empty at the end. Errors: unavailable (cannot be
    /// read), corrupt (is not as long as it should be): what was sent must not count as whole.
    boost::asio::awaitable<Result<std::string_view>> next();

private:
    Result<std::string_view> readFile();
    std::string_view nextInMemory();

    const MessageSource& source_;
    core::Workers& disk_;
    std::string_view in_memory_; // of the part under way
    bool has_prefix_ = true;     // still to come
    int descriptor_ = -1;
    std::string piece_;
    std::int64_t given_ = 0; // octets
};

} // namespace roost::delivery::remote
