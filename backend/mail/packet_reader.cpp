// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/packet_reader.h"

#include <algorithm>

namespace roost::mail {
namespace {

// RFC 9580 §5
constexpr std::uint8_t PublicKeySessionKey = 1;
constexpr std::uint8_t PasswordSessionKey = 3;
constexpr std::uint8_t ProtectedData = 18;

bool isAllowed(std::uint8_t tag)
{
    return tag == PublicKeySessionKey || tag == PasswordSessionKey || tag == ProtectedData;
}

} // namespace

bool PacketReader::feed(std::string_view octets)
{
    while (!octets.empty() && state_ != State::refused) {
        if (state_ != State::body) {
            state_ = readOctet(static_cast<std::uint8_t>(octets.front()));
            octets.remove_prefix(1);
            continue;
        }
        const auto skipped = std::min<std::uint64_t>(length_, octets.size());
        octets.remove_prefix(static_cast<std::size_t>(skipped));
        length_ -= skipped;
        if (length_ == 0) state_ = enterBody();
    }
    return state_ != State::refused;
}

PacketReader::State PacketReader::readOctet(std::uint8_t octet)
{
    switch (state_) {
    case State::tag: return readTag(octet);
    case State::new_length: return readNewLength(octet);
    case State::two_octet_length: length_ = (length_ << 8 | octet) + 192; return enterBody();
    case State::long_length: return readLongLength(octet);
    default: return State::refused; // after the last packet nothing may come
    }
}

PacketReader::State PacketReader::readTag(std::uint8_t octet)
{
    if ((octet & 0x80) == 0) return State::refused;
    const bool is_new = (octet & 0x40) != 0;
    tag_ = static_cast<std::uint8_t>(is_new ? octet & 0x3f : octet >> 2 & 0x0f);
    if (!isAllowed(tag_)) return State::refused;
    if (is_new) return State::new_length;
    partial_ = false;
    const int length_type = octet & 3; // RFC 9580 §4.2.2
    if (length_type == 3) return State::refused;
    length_octets_ = 1 << length_type;
    length_ = 0;
    return State::long_length;
}

/// RFC 9580 §4.2.1
PacketReader::State PacketReader::readNewLength(std::uint8_t octet)
{
    partial_ = octet >= 224 && octet < 255;
    if (octet < 192) {
        length_ = octet;
        return enterBody();
    }
    if (partial_) {
        length_ = std::uint64_t{1} << (octet & 0x1f);
        return tag_ == ProtectedData ? State::body : State::refused;
    }
    if (octet < 224) {
        length_ = octet - 192U;
        return State::two_octet_length;
    }
    length_ = 0;
    length_octets_ = 4;
    return State::long_length;
}

PacketReader::State PacketReader::readLongLength(std::uint8_t octet)
{
    length_ = length_ << 8 | octet;
    if (--length_octets_ > 0) return State::long_length;
    return enterBody();
}

/// The length is known, or used up.
PacketReader::State PacketReader::enterBody()
{
    if (length_ > 0) return State::body;
    if (partial_) return State::new_length;
    return tag_ == ProtectedData ? State::done : State::tag;
}

} // namespace roost::mail
