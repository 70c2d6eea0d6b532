// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/grammar/arguments.h"

#include "shared/base/text.h"

namespace roost::imap {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isAstringChar(char c)
{
    return isAtomChar(c) || c == ']';
}

bool isListChar(char c)
{
    return isAstringChar(c) || c == '%' || c == '*';
}

bool isWordChar(char c)
{
    return isLetter(c) || isDigit(c) || c == '.' || c == '-';
}

} // namespace

bool isAtomChar(char c)
{
    // Octets above 126 are no ATOM-CHAR either; UTF-8 names must be quoted.
    if (c <= ' ' || c > '~') return false;
    return std::string_view("(){%*\"\\]").find(c) == std::string_view::npos;
}

std::optional<LiteralMark> literalAtEnd(std::string_view line)
{
    if (!line.ends_with('}')) return std::nullopt;
    const auto open = line.rfind('{');
    if (open == std::string_view::npos) return std::nullopt;

    auto digits = line.substr(open + 1, line.size() - open - 2);
    LiteralMark mark;
    mark.at = open;
    if (digits.ends_with('+')) {
        mark.waits = false;
        digits.remove_suffix(1);
    }
    if (digits.empty()) return std::nullopt;
    constexpr std::uint64_t Most = std::uint64_t{1} << 32;
    for (const char c : digits) {
        if (!isDigit(c)) return std::nullopt;
        mark.octets = std::min(Most, mark.octets * 10 + static_cast<std::uint64_t>(c - '0'));
    }
    return mark;
}

template <class Predicate>
std::string_view Arguments::run(Predicate isIn)
{
    const auto from = at_;
    while (at_ < text_.size() && isIn(text_[at_])) ++at_;
    return text_.substr(from, at_ - from);
}

bool Arguments::atEnd() const
{
    return text_.find_first_not_of(' ', at_) == std::string_view::npos;
}

bool Arguments::take(char wanted)
{
    if (next() != wanted || at_ >= text_.size()) return false;
    ++at_;
    return true;
}

bool Arguments::takeWord(std::string_view wanted)
{
    const auto from = at_;
    if (equalNoCase(run(isWordChar), wanted)) return true;
    at_ = from;
    return false;
}

bool Arguments::space()
{
    if (next() != ' ') return false;
    skipSpaces();
    return true;
}

void Arguments::skipSpaces()
{
    while (next() == ' ') ++at_;
}

std::optional<std::string_view> Arguments::atom()
{
    const auto found = run(isAtomChar);
    if (found.empty()) return std::nullopt;
    return found;
}

std::optional<std::string_view> Arguments::word()
{
    const auto found = run(isWordChar);
    if (found.empty()) return std::nullopt;
    return found;
}

std::optional<std::string> Arguments::string()
{
    if (next() == '"') return quoted();
    if (next() == '{') return literal();
    return std::nullopt;
}

std::optional<std::string> Arguments::astring()
{
    if (next() == '"' || next() == '{') return string();
    const auto found = run(isAstringChar);
    if (found.empty()) return std::nullopt;
    return std::string(found);
}

std::optional<std::string> Arguments::listMailbox()
{
    if (next() == '"' || next() == '{') return string();
    const auto found = run(isListChar);
    if (found.empty()) return std::nullopt;
    return std::string(found);
}

std::optional<std::optional<std::string>> Arguments::nstring()
{
    if (takeWord("NIL")) return std::optional<std::string>();
    auto text = string();
    if (!text) return std::nullopt;
    return text;
}

std::optional<std::int64_t> Arguments::number()
{
    const auto digits = run(isDigit);
    if (digits.empty() || digits.size() > 19) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

std::optional<std::string> Arguments::quoted()
{
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
        char c = text_[at_];
        if (c == '"') {
            ++at_;
            return value;
        }
        // A line end here would be inside a literal's neighbour: never part of a quoted string.
        if (c == '\r' || c == '\n' || c == '\0') return std::nullopt;
        if (c == '\\') {
            if (++at_ == text_.size()) return std::nullopt;
            c = text_[at_];
            if (c != '"' && c != '\\') return std::nullopt;
        }
        value += c;
    }
    return std::nullopt;
}

std::optional<std::string> Arguments::literal()
{
    const auto end = text_.find("\r\n", at_);
    if (end == std::string_view::npos) return std::nullopt;
    const auto mark = literalAtEnd(text_.substr(at_, end - at_));
    if (!mark || mark->at != 0) return std::nullopt;
    const auto from = end + 2;
    if (mark->octets > text_.size() - from) return std::nullopt;
    at_ = from + static_cast<std::size_t>(mark->octets);
    return std::string(text_.substr(from, static_cast<std::size_t>(mark->octets)));
}

} // namespace roost::imap
