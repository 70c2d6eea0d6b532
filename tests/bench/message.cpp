// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/message.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstdint>

namespace roost::bench {
namespace {

constexpr std::size_t LineOctets = 48; // 64 characters of base64
constexpr std::size_t KeyOctets = 60;

/// RFC 4880 §6.1.
std::uint32_t crc24(std::string_view octets)
{
    std::uint32_t crc = 0xB704CE;
    for (const char octet : octets) {
        crc ^= static_cast<std::uint32_t>(static_cast<unsigned char>(octet)) << 16;
        for (int bit = 0; bit < 8; ++bit) {
            crc <<= 1;
            if (crc & 0x1000000) crc ^= 0x1864CFB;
        }
    }
    return crc & 0xFFFFFF;
}

std::string base64(std::string_view octets)
{
    std::string text(4 * ((octets.size() + 2) / 3) + 1, '\0');
    const auto length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                        reinterpret_cast<const unsigned char*>(octets.data()),
                                        static_cast<int>(octets.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string bigEndian(std::size_t number, int octets)
{
    std::string out;
    while (octets-- > 0) out += static_cast<char>(number >> (8 * octets));
    return out;
}

/// Version octet and random octets, in the new format with a five-octet length (RFC 4880 §4.2.2.3).
std::string packet(int tag, char version, std::size_t octets)
{
    std::string body(octets, '\0');
    RAND_bytes(reinterpret_cast<unsigned char*>(body.data()), static_cast<int>(octets));
    std::string out(1, static_cast<char>(0xC0 | tag));
    out += '\xFF';
    out += bigEndian(octets + 1, 4);
    out += version;
    return out + body;
}

/// A public-key encrypted session key, then encrypted data with integrity protection.
std::string armored(std::size_t data_octets)
{
    const std::string octets = packet(1, '\3', KeyOctets) + packet(18, '\1', data_octets);
    std::string out = "-----BEGIN PGP MESSAGE-----\r\n\r\n";
    for (std::size_t at = 0; at < octets.size(); at += LineOctets)
        out += base64(std::string_view(octets).substr(at, LineOctets)) + "\r\n";
    out += "=" + base64(bigEndian(crc24(octets), 3)) + "\r\n";
    return out + "-----END PGP MESSAGE-----\r\n";
}

std::string withArmor(std::string_view sender, const std::string& armor)
{
    return fmt::format(
        "Message-ID: <00000000000000000000@localhost>\r\n"
        "From: <{}>\r\n"
        "To: \"hidden-recipients\": ;\r\n"
        "Subject: [...]\r\n"
        "Date: Mon, 01 Jan 2024 10:00:00 +0000\r\n"
        "Chat-Version: 1.0\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; "
        "boundary=\"b\"\r\n"
        "\r\n"
        "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
        "--b\r\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\r\n\r\n"
        "{}--b--\r\n",
        sender, armor);
}

} // namespace

Message::Message(std::string_view sender, std::size_t octets)
{
    const auto frame = withArmor(sender, armored(0)).size();
    // Each 48 octets become a line of 66.
    const auto data = octets > frame ? (octets - frame) * LineOctets / (LineOctets / 3 * 4 + 2) : 1;
    text_ = withArmor(sender, armored(std::max<std::size_t>(data, 1)));
    id_at_ = text_.find('<') + 1;
}

std::string_view Message::next()
{
    static std::uint64_t last = 0;
    text_.replace(id_at_, 20, fmt::format("{:020}", ++last));
    return text_;
}

} // namespace roost::bench
