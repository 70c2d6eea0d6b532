// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/smtp_reply.h"

#include "shared/base/text.h"

#include <algorithm>
#include <charconv>

namespace roost::delivery::remote {
namespace {

constexpr std::size_t MaxTextOctets = 1000;
constexpr std::size_t CodeOctets = 3;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// RFC 5321 §4.2.1; 1yz is not used in SMTP.
int codeOf(std::string_view line)
{
    const auto code = line.substr(0, CodeOctets);
    if (code.size() != CodeOctets || !std::ranges::all_of(code, isDigit)) return 0;
    if (code[0] < '2' || code[0] > '5') return 0;
    return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

/// The "5.1.1" that `text` begins with and a space or its end follows; else empty.
std::string_view statusIn(std::string_view text, int code)
{
    constexpr std::size_t MaxNumber = 3; // digits, RFC 3463 §2
    const std::string_view word = text.substr(0, text.find(' '));
    const auto parts = split(word, '.');
    const auto is_number = [](std::string_view part) {
        return !part.empty() && part.size() <= MaxNumber && std::ranges::all_of(part, isDigit);
    };
    if (parts.size() != 3 || !std::ranges::all_of(parts, is_number)) return {};
    return parts[0] == std::to_string(code / 100) ? word : std::string_view();
}

/// Nothing that a terminal or a header field would take for more than text.
std::string harmless(std::string_view text)
{
    std::string clean(text);
    std::ranges::replace_if(
        clean, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }, ' ');
    return clean;
}

/// Not in the middle of a UTF-8 character.
void cut(std::string& text, std::size_t octets)
{
    if (text.size() <= octets) return;
    while (octets > 0 && (static_cast<unsigned char>(text[octets]) & 0xC0) == 0x80) --octets;
    text.resize(octets);
}

std::optional<std::int64_t> number(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
    return value; // 0 means no fixed limit (RFC 1870 §4)
}

} // namespace

std::string SmtpReply::text() const
{
    std::string all = std::to_string(code);
    std::string_view status;
    for (const std::string& line : lines) {
        std::string_view rest = line;
        const auto its_status = statusIn(rest, code);
        if (&line == &lines.front())
            status = its_status;
        else if (!status.empty() && its_status == status) // said once is enough
            rest.remove_prefix(status.size());
        rest = trimmed(rest);
        if (rest.empty()) continue;
        all += " " + harmless(rest);
        if (all.size() > MaxTextOctets) break;
    }
    cut(all, MaxTextOctets);
    return all;
}

std::string SmtpReply::status() const
{
    for (const std::string& line : lines)
        if (const auto status = statusIn(line, code); !status.empty()) return std::string(status);
    return std::to_string(code / 100) + ".0.0";
}

SmtpReplyReader::State SmtpReplyReader::add(std::string_view line)
{
    line = line.substr(0, MaxLineOctets);
    const int code = codeOf(line);
    const bool is_first = reply_.lines.empty();
    const char mark = line.size() > CodeOctets ? line[CodeOctets] : ' ';
    if (code == 0 || (!is_first && code != reply_.code) || (mark != ' ' && mark != '-')
        || reply_.lines.size() == MaxLines) {
        reply_.code = 0;
        return State::broken;
    }
    reply_.code = code;
    reply_.lines.emplace_back(line.substr(std::min(line.size(), CodeOctets + 1)));
    return mark == '-' ? State::more : State::done;
}

SmtpAbilities SmtpAbilities::of(const SmtpReply& ehlo)
{
    SmtpAbilities able;
    for (std::size_t i = 1; i < ehlo.lines.size(); ++i) { // the first is a greeting
        const auto words = split(trimmed(ehlo.lines[i]), ' ');
        const std::string keyword = upper(words[0]);
        if (keyword == "STARTTLS") able.starttls = true;
        if (keyword == "PIPELINING") able.pipelining = true;
        if (keyword == "8BITMIME") able.eight_bit = true;
        if (keyword == "SMTPUTF8") able.utf8 = true;
        if (keyword != "SIZE") continue;
        able.size = true;
        if (words.size() > 1) able.max_size = number(words[1]);
    }
    return able;
}

} // namespace roost::delivery::remote
