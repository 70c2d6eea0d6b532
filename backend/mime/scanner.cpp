// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/scanner.h"

#include "shared/base/text.h"

namespace roost::mime {

namespace {

bool isBlank(char c) // control characters too: none of them means anything in a field
{
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
}

} // namespace

bool Scanner::take(char wanted)
{
    if (atEnd() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
}

void Scanner::skipBlanks()
{
    while (!atEnd()) {
        if (isBlank(peek()))
            skip();
        else if (peek() == '(')
            skipComment();
        else
            return;
    }
}

/// RFC 5322 §3.2.2: comments nest, so a counter and no recursion.
void Scanner::skipComment()
{
    comment_.clear();
    std::size_t depth = 0;
    while (!atEnd()) {
        char c = peek();
        skip();
        if (c == '(' && depth++ == 0) continue;
        if (c == ')' && --depth == 0) return;
        if (c == '\\' && !atEnd()) {
            c = peek();
            skip();
        }
        if (c != '\r' && c != '\n' && c != '\0') comment_ += c;
    }
}

std::string Scanner::quoted()
{
    std::string text;
    skip();
    while (!atEnd()) {
        char c = peek();
        skip();
        if (c == '"') break;
        if (c == '\\' && !atEnd()) {
            c = peek();
            skip();
        }
        if (c != '\r' && c != '\n' && c != '\0') text += c;
    }
    return text;
}

std::string_view Scanner::word(std::string_view specials)
{
    std::size_t length = 0;
    while (length < rest_.size() && !isBlank(rest_[length])
           && specials.find(rest_[length]) == std::string_view::npos)
        ++length;
    const auto found = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return found;
}

std::string_view Scanner::until(std::string_view ends)
{
    std::size_t length = 0;
    while (length < rest_.size() && ends.find(rest_[length]) == std::string_view::npos) {
        if (rest_[length] == '(' && length > 0 && isBlank(rest_[length - 1])) break;
        ++length;
    }
    const auto found = trimmed(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return found;
}

} // namespace roost::mime
