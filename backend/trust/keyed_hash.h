// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace roost::trust {

/// HMAC-SHA256 with a key drawn at construction that never leaves the object: what it gives is
/// worthless outside this process. Any thread.
class KeyedHash {
public:
    using Digest = std::array<std::uint8_t, 32>;

    /// Throws std::runtime_error when the machine gives no randomness.
    KeyedHash();
    ~KeyedHash(); // wipes the key
    KeyedHash(const KeyedHash&) = delete;
    KeyedHash& operator=(const KeyedHash&) = delete;

    /// The hash of `parts` with their lengths: {"ab", "c"} and {"a", "bc"} differ.
    Digest operator()(std::initializer_list<std::string_view> parts) const;

private:
    std::array<std::uint8_t, 32> key_;
};

} // namespace roost::trust
