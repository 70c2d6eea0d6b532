// SPDX-License-Identifier: GPL-3.0-or-later
// OpenPGP packets and armor as literals of tests; independent of the readers they test.
#pragma once

#include "shared/base/text.h"

#include <string>
#include <string_view>

namespace openpgp {

/// One octet, whatever type the literal has.
inline std::string octet(unsigned value)
{
    return {static_cast<char>(value)};
}

inline std::string newTag(unsigned tag)
{
    return octet(0xc0U | tag);
}

/// A packet in the new format with the shortest length, RFC 9580 §4.2.1.
inline std::string packet(unsigned tag, const std::string& body)
{
    const auto size = static_cast<unsigned>(body.size());
    std::string length = octet(size);
    if (size >= 192) length = octet(192 + ((size - 192) >> 8)) + octet(size - 192);
    if (size >= 8384)
        length =
            octet(255) + octet(size >> 24) + octet(size >> 16) + octet(size >> 8) + octet(size);
    return newTag(tag) + length + body;
}

/// A packet in the old format with a length of one octet, RFC 9580 §4.2.2.
inline std::string oldPacket(unsigned tag, const std::string& body)
{
    return octet(0x80U | tag << 2) + octet(static_cast<unsigned>(body.size())) + body;
}

/// The start of a partial body of 2^`exponent` octets: the length octet and they.
inline std::string partial(unsigned exponent)
{
    return octet(224 + exponent) + std::string(std::size_t{1} << exponent, 'p');
}

inline const std::string PublicKey = packet(1, "\x03" + std::string(90, 'k'));
inline const std::string Password = packet(3, "\x04" + std::string(12, 's'));
inline const std::string Protected = packet(18, "\x01" + std::string(300, 'e'));

/// `octets` in base64, 64 characters to the line.
inline std::string base64Lines(std::string_view octets)
{
    const std::string text = roost::base64(octets);
    std::string lines;
    for (std::size_t i = 0; i < text.size(); i += 64) lines += text.substr(i, 64) + "\r\n";
    return lines;
}

inline const std::string Begin = "-----BEGIN PGP MESSAGE-----\r\n";
inline const std::string End = "-----END PGP MESSAGE-----\r\n";

/// Armor as today's clients write it: no armor headers, a CRC line (its value is not looked at).
inline std::string armor(std::string_view octets)
{
    return Begin + "\r\n" + base64Lines(octets) + "=abcd\r\n" + End;
}

} // namespace openpgp
