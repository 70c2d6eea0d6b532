// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace roost::mail {

/// One step of a HeaderReader.
struct HeaderPiece {
    enum class Kind {
        more,      // the input is used up
        field,     // `octets` is a whole field with its folds and line ends
        end,       // the empty line was read; the rest of the input is body
        too_long,  // the header passed its limit
        malformed, // not a header: bare CR or LF, NUL, a line without a field name
    };
    Kind kind = Kind::more;
    std::string_view octets; // until the next call
};

/// Takes a header apart while it streams by, in any chunking. Holds at most one field, never more
/// than `limit` octets. After too_long or malformed it is not to be used.
class HeaderReader {
public:
    explicit HeaderReader(std::size_t limit) : limit_(limit) {}
    /// Reads from the front of `input`, removes what it has read, and returns the first piece.
    HeaderPiece next(std::string_view& input);
    /// There is no more input, so no empty line: the last field, then `end`.
    HeaderPiece finish();
    /// Of the field under way.
    std::size_t heldOctets() const { return field_.size(); }

private:
    HeaderPiece takeField();
    std::size_t limit_;
    std::size_t total_ = 0;
    std::string field_;
    bool given_ = false; // field_ was returned and goes at the next call
};

/// A field taken apart; views into its octets.
struct Field {
    std::string_view name;  // without blanks
    std::string_view value; // with folds, without the blanks at both ends
};

/// The parts of a field as HeaderReader gives it; the name is empty when there is no colon.
Field splitField(std::string_view octets);

/// `value` without its folds: each line end that is followed by a blank goes (RFC 5322 §2.2.3).
std::string unfolded(std::string_view value);

} // namespace roost::mail
