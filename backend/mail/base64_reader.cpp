// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/base64_reader.h"

#include <algorithm>
#include <array>

namespace roost::mail {
namespace {

constexpr std::uint32_t Foreign = 0x80000000U; // not of the alphabet; survives OR with sextets
using Table = std::array<std::uint32_t, 256>;

/// Sextets shifted to their place in a group, so that four look-ups and three ORs decode four
/// characters and tell whether all of them are of the alphabet.
constexpr Table shiftedTable(int shift)
{
    constexpr std::string_view Alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Table table{};
    table.fill(Foreign);
    for (std::uint32_t i = 0; i < Alphabet.size(); ++i)
        table[static_cast<unsigned char>(Alphabet[i])] = i << shift;
    return table;
}

constexpr Table First = shiftedTable(18);
constexpr Table Second = shiftedTable(12);
constexpr Table Third = shiftedTable(6);
constexpr Table Fourth = shiftedTable(0);

std::uint32_t groupAt(const unsigned char* at)
{
    return First[at[0]] | Second[at[1]] | Third[at[2]] | Fourth[at[3]];
}

void putGroup(std::uint32_t group, char* at)
{
    at[0] = static_cast<char>(group >> 16);
    at[1] = static_cast<char>(group >> 8);
    at[2] = static_cast<char>(group);
}

/// Decodes whole groups until a foreign character or fewer than four are left. Works in blocks on
/// the stack: appending to the string once per group would cost more than the decoding.
std::size_t readGroups(std::string_view text, std::string& decoded)
{
    constexpr std::size_t BlockGroups = 64;
    std::array<char, BlockGroups * 3> block;
    const auto* in = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t used = 0;
    for (;;) {
        const std::size_t groups = std::min(BlockGroups, (text.size() - used) / 4);
        std::size_t done = 0;
        for (; done < groups; ++done) {
            const std::uint32_t group = groupAt(in + used + done * 4);
            if (group & Foreign) break;
            putGroup(group, block.data() + done * 3);
        }
        decoded.append(block.data(), done * 3);
        used += done * 4;
        if (done < BlockGroups) return used;
    }
}

} // namespace

std::size_t Base64Reader::read(std::string_view text, std::string& decoded)
{
    std::size_t used = 0;
    if (padded_) return used;
    while (pending_ != 0 && used < text.size() && readOne(text[used], decoded)) ++used;
    if (pending_ == 0) {
        used += readGroups(text.substr(used), decoded);
        while (used < text.size() && readOne(text[used], decoded)) ++used;
    }
    return used;
}

bool Base64Reader::readOne(char c, std::string& decoded)
{
    const std::uint32_t sextet = Fourth[static_cast<unsigned char>(c)];
    if (sextet & Foreign) return false;
    group_ = (group_ << 6 | sextet) & 0xffffffU;
    if (++pending_ == 4) {
        decoded += {static_cast<char>(group_ >> 16), static_cast<char>(group_ >> 8),
                    static_cast<char>(group_)};
        pending_ = 0;
    }
    return true;
}

bool Base64Reader::pad(std::string& decoded)
{
    if (expected_padding_ > 0) {
        --expected_padding_;
        return true;
    }
    if (padded_ || pending_ < 2) return false;
    const std::uint32_t group = group_ << (pending_ == 2 ? 12 : 6);
    const std::uint32_t unused_bits = pending_ == 2 ? 0xffffU : 0xffU;
    if (group & unused_bits) return false; // only a canonical text is taken
    decoded += static_cast<char>(group >> 16);
    if (pending_ == 3) decoded += static_cast<char>(group >> 8);
    expected_padding_ = 3 - pending_;
    pending_ = 0;
    padded_ = true;
    return true;
}

} // namespace roost::mail
