// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace roost::mime {

/// Reads the tokens of a structured field (RFC 5322 §3.2) one after the other. Every call either
/// moves on or leaves the text alone, so a loop over it is linear in the text, whatever it holds.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool atEnd() const { return rest_.empty(); }
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    void skip() { rest_.remove_prefix(rest_.empty() ? 0 : 1); }
    bool take(char wanted); // true and past it when it is next

    /// Blanks, line ends and comments; the text of the last comment is kept.
    void skipBlanks();
    const std::string& comment() const { return comment_; }
    void forgetComment() { comment_.clear(); }

    /// A quoted string at the opening quote, without quotes and backslashes; to the end when it is
    /// never closed.
    std::string quoted();
    /// Octets up to a blank, a control character or one of `specials`; may be empty.
    std::string_view word(std::string_view specials);
    /// Octets up to one of `ends`, trimmed; a blank before "(" ends it too (a comment follows).
    std::string_view until(std::string_view ends);

private:
    void skipComment();

    std::string_view rest_;
    std::string comment_;
};

} // namespace roost::mime
