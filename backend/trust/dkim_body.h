// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace roost::trust {

/// Watches a body for what libopendkim cannot be given: it keeps whole lines in memory, and drops a
/// CR or LF that stands alone, so that such octets could be slipped into a signed message.
class DkimBodyGuard {
public:
    /// False when the body cannot be hashed; see `why`.
    bool admits(std::string_view octets);
    /// The same of the body as a whole.
    bool admitsEnd();
    /// The line end the last line lacks; RFC 6376 §3.4.3 adds it before hashing.
    std::string_view missingEnd() const { return ends_in_line_end_ ? "" : "\r\n"; }
    std::string_view why() const { return why_; }
    /// Octets of the longest line so far.
    std::size_t longestLine() const { return longest_line_; }

private:
    void countPiece(std::size_t octets);
    std::size_t line_octets_ = 0; // of the line under way
    std::size_t longest_line_ = 0;
    bool ends_in_cr_ = false;
    bool ends_in_line_end_ = true; // or is empty
    std::string_view why_;
};

/// How long the body is after canonicalization, to compare with l= (RFC 6376 §3.4.3, §3.4.4).
class CanonicalLength {
public:
    explicit CanonicalLength(bool is_relaxed) : is_relaxed_(is_relaxed) {}
    void add(std::string_view octets);
    /// Of all that was added, which ends with a line end or is empty.
    std::uint64_t octets() const { return total_ == 0 && !is_relaxed_ ? 2 : total_; }

private:
    void endLine();
    bool is_relaxed_;
    std::uint64_t total_ = 0;
    std::uint64_t empty_lines_ = 0; // that count only when another line follows
    std::uint64_t line_octets_ = 0;
    bool had_blank_ = false;
    bool had_cr_ = false;
};

} // namespace roost::trust
