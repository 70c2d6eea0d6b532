// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace roost::bench {

/// A message as chat apps send it: PGP/MIME (RFC 3156), well-formed to the last octet, of `octets`
/// or a line more. What it "encrypts" is random.
class Message {
public:
    Message(std::string_view sender, std::size_t octets);

    /// The text with another Message-ID than ever before.
    std::string_view next();

private:
    std::string text_;
    std::size_t id_at_;
};

} // namespace roost::bench
