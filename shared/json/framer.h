// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace roost::json {

/// The longest line either side sends, without its LF.
constexpr std::size_t MaxFrameOctets = 1024 * 1024;

/// Cuts a stream of octets into lines, whatever the pieces it arrives in. One thread.
class LineFramer {
public:
    explicit LineFramer(std::size_t max_octets = MaxFrameOctets) : max_octets_(max_octets) {}

    /// Adds what was received.
    void feed(std::string_view octets);

    /// The next whole line without its LF (and CR); nothing when more is needed.
    /// Errors: limit (the line is too long; the stream cannot be used any more).
    Result<std::optional<std::string>> next();

private:
    std::size_t max_octets_;
    std::string buffer_;
    std::size_t start_ = 0;    // of the line in buffer_
    std::size_t searched_ = 0; // no LF before this offset
};

} // namespace roost::json
