// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace roost::mail {

/// Recognises one encrypted OpenPGP message by its packet headers (RFC 9580 §4.2, §10.3) while it
/// streams by: any number of session keys, for public keys (tag 1) or passwords (tag 3), then one
/// integrity protected data packet (tag 18) that ends with the last octet. Contents and versions
/// are not looked at. Everything else is refused: padding, markers, unprotected data, signatures,
/// indeterminate lengths, and partial lengths of session keys (RFC 9580 §4.2.1.4 forbids them).
class PacketReader {
public:
    /// The next octets; false when the message is refused, and from then on.
    bool feed(std::string_view octets);
    /// There are no more; whether they were one encrypted message.
    bool finish() const { return state_ == State::done; }

private:
    enum class State { tag, new_length, two_octet_length, long_length, body, done, refused };
    State readOctet(std::uint8_t octet);
    State readTag(std::uint8_t octet);
    State readNewLength(std::uint8_t octet);
    State readLongLength(std::uint8_t octet);
    State enterBody();

    State state_ = State::tag;
    std::uint8_t tag_ = 0;
    int length_octets_ = 0; // of long_length, still to come
    bool partial_ = false;  // another length follows the body
    std::uint64_t length_ = 0;
};

} // namespace roost::mail
