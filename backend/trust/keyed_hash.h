// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace roost::trust {

/// HMAC-SHA256: what it gives is worthless without the key. Any thread.
class KeyedHash {
public:
    using Digest = std::array<std::uint8_t, 32>;
    using Key = std::array<std::uint8_t, 32>;

    /// With a key that never leaves the object and ends with it. Throws std::runtime_error when the
    /// machine gives no randomness.
    KeyedHash();
    /// With a key that somebody keeps.
    explicit KeyedHash(const Key& key) : key_(key) {}
    ~KeyedHash(); // wipes the key
    KeyedHash(const KeyedHash&) = delete;
    KeyedHash& operator=(const KeyedHash&) = delete;

    /// The hash of `parts` with their lengths: {"ab", "c"} and {"a", "bc"} differ.
    Digest operator()(std::initializer_list<std::string_view> parts) const;

private:
    Key key_;
};

/// Throws std::runtime_error when the machine gives no randomness.
KeyedHash::Key drawKey();

} // namespace roost::trust
