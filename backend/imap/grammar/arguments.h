// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roost::imap {

/// The announcement of a literal at the end of a line: `{n}` or `{n+}` (RFC 7888).
struct LiteralMark {
    std::uint64_t octets = 0;
    bool waits = true; // the client waits for our continuation line
    std::size_t at = 0;
};

/// The literal that `line` ends with, if any. Numbers beyond 2^32-1 are given as 2^32.
std::optional<LiteralMark> literalAtEnd(std::string_view line);

/// Reads the arguments of one command from left to right (RFC 3501 §9). A literal stands inline:
/// its mark, CRLF, its octets. A function that returns nothing has found something else there; the
/// position is then undefined and the command is BAD. `text` outlives the object.
class Arguments {
public:
    explicit Arguments(std::string_view text) : text_(text) {}

    /// Only spaces are left (a stray one at the end is forgiven).
    bool atEnd() const;
    /// What stands next; NUL at the end.
    char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    /// Takes `wanted` if it stands next.
    bool take(char wanted);
    /// Takes `wanted`, letters of either case, if it stands next as a whole word.
    bool takeWord(std::string_view wanted);
    /// Takes one or more spaces.
    bool space();
    void skipSpaces();

    /// One or more of ATOM-CHAR.
    std::optional<std::string_view> atom();
    /// Letters, digits, dots and hyphens: the name of a FETCH item or a SEARCH key.
    std::optional<std::string_view> word();
    /// Quoted or literal.
    std::optional<std::string> string();
    /// Atom (with `]`), quoted or literal: mailbox names, user names, metadata entries.
    std::optional<std::string> astring();
    /// As astring, with the wildcards `%` and `*` in the atom.
    std::optional<std::string> listMailbox();
    /// NIL or a string; the outer optional is empty when neither stands there.
    std::optional<std::optional<std::string>> nstring();
    /// Decimal, up to 2^63-1.
    std::optional<std::int64_t> number();

    std::string_view rest() const { return text_.substr(at_); }

private:
    std::optional<std::string> quoted();
    std::optional<std::string> literal();
    template <class Predicate>
    std::string_view run(Predicate isIn);

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Whether `c` may stand in an atom (RFC 3501 §9 ATOM-CHAR).
bool isAtomChar(char c);

} // namespace roost::imap
