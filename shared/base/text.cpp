// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace roost {
namespace {

constexpr std::string_view Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> decodeTable()
{
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < Alphabet.size(); ++i)
        table[static_cast<unsigned char>(Alphabet[i])] = static_cast<std::int8_t>(i);
    return table;
}

std::string mapped(std::string_view text, char (*convert)(char))
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), convert);
    return result;
}

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
           || c == '.' || c == '_' || c == '~';
}

} // namespace

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

std::string lower(std::string_view text)
{
    return mapped(text, [](char c) { return lower(c); });
}

std::string upper(std::string_view text)
{
    return mapped(text, [](char c) { return upper(c); });
}

bool equalNoCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

bool startsWithNoCase(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size() && equalNoCase(text.substr(0, prefix.size()), prefix);
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string base64(std::string_view octets)
{
    std::string result;
    result.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            const bool there = i + k < octets.size();
            group = group << 8 | (there ? static_cast<unsigned char>(octets[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            const bool there = i + k <= octets.size();
            result += there ? Alphabet[group >> (18 - 6 * k) & 63] : '=';
        }
    }
    return result;
}

bool base64Decode(std::string_view text, std::string& octets)
{
    static constexpr auto Table = decodeTable();
    if (text.size() % 4 != 0) return false;
    octets.clear();
    octets.reserve(text.size() / 4 * 3);
    std::size_t padding = 0;
    while (padding < 2 && text.ends_with('=')) {
        text.remove_suffix(1);
        ++padding;
    }
    std::uint32_t group = 0;
    std::size_t bits = 0;
    for (const char c : text) {
        const int value = Table[static_cast<unsigned char>(c)];
        if (value < 0) return false;
        group = group << 6 | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            octets += static_cast<char>(group >> bits & 0xff);
        }
    }
    return (group & ((1U << bits) - 1)) == 0; // leftover bits of a canonical text are zero
}

std::string percentEncode(std::string_view text, std::string_view keep)
{
    constexpr std::string_view Hex = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        if (isUnreserved(c) || keep.find(c) != std::string_view::npos) {
            result += c;
            continue;
        }
        const auto octet = static_cast<unsigned char>(c);
        result += '%';
        result += Hex[octet >> 4];
        result += Hex[octet & 15];
    }
    return result;
}

} // namespace roost
