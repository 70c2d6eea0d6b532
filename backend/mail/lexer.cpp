// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/lexer.h"

#include <algorithm>

namespace roost::mail {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

bool isAtomText(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
    if (static_cast<unsigned char>(c) >= 0x80) return true;
    return c != '\0' && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool Lexer::take(char c)
{
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
}

bool Lexer::skipBlanks()
{
    std::size_t depth = 0;
    while (!text_.empty()) {
        const char c = text_.front();
        if (depth == 0 && c != '(' && !isBlank(c)) return true;
        if (c == '(') ++depth;
        if (c == ')') --depth; // depth > 0: outside a comment we have returned
        if (c == '\\' && text_.size() > 1) text_.remove_prefix(1);
        text_.remove_prefix(1);
    }
    return depth == 0;
}

std::optional<std::string> Lexer::atom()
{
    const auto end = std::find_if_not(text_.begin(), text_.end(), isAtomText);
    if (end == text_.begin()) return std::nullopt;
    std::string result(text_.begin(), end);
    text_.remove_prefix(result.size());
    return result;
}

std::optional<std::string> Lexer::dotAtom()
{
    auto result = atom();
    while (result && take('.')) {
        const auto next = atom();
        if (!next) return std::nullopt;
        *result += '.' + *next;
    }
    return result;
}

std::optional<std::string> Lexer::quoted()
{
    if (!take('"')) return std::nullopt;
    std::string result;
    while (!text_.empty()) {
        char c = text_.front();
        text_.remove_prefix(1);
        if (c == '"') return result;
        if (c == '\\') {
            if (text_.empty()) return std::nullopt;
            c = text_.front();
            text_.remove_prefix(1);
        }
        if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f) return std::nullopt;
        result += c;
    }
    return std::nullopt;
}

std::string_view Lexer::until(std::string_view ends)
{
    std::size_t length = 0;
    while (length < text_.size() && !isBlank(text_[length])
           && ends.find(text_[length]) == std::string_view::npos)
        ++length;
    const auto result = text_.substr(0, length);
    text_.remove_prefix(length);
    return result;
}

} // namespace roost::mail
