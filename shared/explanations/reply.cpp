// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/explanations/reply.h"

#include "shared/base/text.h"

namespace roost::explanations {

namespace {

constexpr std::size_t MaxOctets = 4096;
constexpr std::size_t CodeDigits = 3;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// 550, at the beginning of `word`; 0 when there is none.
int codeAt(std::string_view word)
{
    if (word.size() < CodeDigits || word[0] < '2' || word[0] > '5') return 0;
    if (!isDigit(word[1]) || !isDigit(word[2])) return 0;
    if (word.size() > CodeDigits && isDigit(word[CodeDigits])) return 0;
    return (word[0] - '0') * 100 + (word[1] - '0') * 10 + (word[2] - '0');
}

/// How long the status "5.7.26" at the beginning of `word` is (RFC 3463 §2); 0: there is none.
std::size_t statusLength(std::string_view word)
{
    std::size_t at = 0;
    for (int part = 0; part < 3; ++part) {
        const std::size_t begin = at;
        while (at < word.size() && isDigit(word[at])) ++at;
        if (at == begin || at - begin > 3) return 0;
        if (part < 2 && (at == word.size() || word[at++] != '.')) return 0;
    }
    return word.front() == '4' || word.front() == '5' ? at : 0;
}

/// The first word of `rest`, which loses it.
std::string_view takeWord(std::string_view& rest)
{
    while (!rest.empty() && isSpace(rest.front())) rest.remove_prefix(1);
    std::size_t length = 0;
    while (length < rest.size() && !isSpace(rest[length])) ++length;
    const auto word = rest.substr(0, length);
    rest.remove_prefix(length);
    return word;
}

/// Takes code and status from the front of `word`: both may be glued together ("550-5.1.1"), and
/// stand again at the beginning of each further line.
void takeNumbers(std::string_view& word, Reply& reply)
{
    if (const int code = codeAt(word); code != 0) {
        const bool is_whole = word.size() == CodeDigits;
        if (is_whole || word[CodeDigits] == '-') {
            if (reply.code == 0) reply.code = code;
            word.remove_prefix(is_whole ? CodeDigits : CodeDigits + 1);
        }
    }
    if (word.starts_with('#') || word.starts_with('(')) return; // "(#5.1.1)" ends a sentence
    if (const auto length = statusLength(word); length != 0) {
        if (length < word.size() && word[length] != ':') return; // an IP address, perhaps
        if (reply.status.empty()) reply.status = word.substr(0, length);
        word = {};
    }
}

} // namespace

Reply readReply(std::string_view octets)
{
    const std::string small = lower(octets.substr(0, MaxOctets));
    Reply reply;
    std::string_view rest = small;
    while (!rest.empty()) {
        std::string_view word = takeWord(rest);
        if (reply.code != 0 || reply.text.empty()) takeNumbers(word, reply);
        if (word.empty()) continue;
        if (!reply.text.empty()) reply.text += ' ';
        reply.text += word;
    }
    const auto hash = reply.text.find("#5.") != std::string::npos ? reply.text.find("#5.")
                                                                  : reply.text.find("#4.");
    if (reply.status.empty() && hash != std::string::npos) { // qmail: "... (#5.1.1)"
        const auto after = std::string_view(reply.text).substr(hash + 1);
        reply.status = after.substr(0, statusLength(after));
    }
    return reply;
}

} // namespace roost::explanations
