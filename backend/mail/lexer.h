// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roost::mail {

/// RFC 5322 §3.2.3 atext, with octets above 127 (RFC 6532 §3.2).
bool isAtomText(char c);

/// Reads the tokens of a structured header field or address from left to right. The text has no
/// line breaks (see `unfolded`) and outlives the lexer.
class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    bool atEnd() const { return text_.empty(); }
    /// The next octet; NUL at the end.
    char peek() const { return text_.empty() ? '\0' : text_.front(); }
    /// What was not read yet.
    std::string_view rest() const { return text_; }
    /// Reads `c` if it is next.
    bool take(char c);
    /// Reads blanks and (nested) comments, RFC 5322 §3.2.2; false when a comment is not closed.
    bool skipBlanks();
    /// One or more atext; null when there is none.
    std::optional<std::string> atom();
    /// Atoms joined by single dots, RFC 5322 §3.2.3.
    std::optional<std::string> dotAtom();
    /// A quoted string without its quotes and backslashes, RFC 5322 §3.2.4; null when it is not
    /// closed or holds a control character.
    std::optional<std::string> quoted();
    /// A run of octets that are neither blank nor in `ends`; may be empty.
    std::string_view until(std::string_view ends);

private:
    std::string_view text_;
};

} // namespace roost::mail
