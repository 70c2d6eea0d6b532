// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_body.h"

#include <algorithm>

namespace roost::trust {
namespace {

// RFC 5322 §2.1.1 allows 998; some programs write a paragraph or a picture as one line. Up to ten
// signatures make libopendkim keep a line each. The signature of a message with a longer one cannot
// be checked: the message is refused as one without a valid signature.
constexpr std::size_t MaxLineOctets = 32 * 1024;

constexpr std::string_view LongLine = "a line of the body is too long";
constexpr std::string_view BareEnd = "the body has a bare CR or LF";

/// Whether every CR of `octets` but a last one has its LF.
bool hasNoBareCr(std::string_view octets)
{
    for (auto cr = octets.find('\r'); cr != std::string_view::npos; cr = octets.find('\r', cr + 1))
        if (cr + 1 < octets.size() && octets[cr + 1] != '\n') return false;
    return true;
}

} // namespace

bool DkimBodyGuard::admits(std::string_view octets)
{
    if (octets.empty() || !why_.empty()) return why_.empty();
    const bool is_split = ends_in_cr_ && octets.front() != '\n';
    if (is_split || !hasNoBareCr(octets)) why_ = BareEnd;
    std::string_view rest = octets;
    bool had_cr = ends_in_cr_; // right before `rest`
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        if (end > 0) had_cr = rest[end - 1] == '\r';
        if (!had_cr) why_ = BareEnd;
        countPiece(end);
        line_octets_ = 0;
        had_cr = false;
        rest.remove_prefix(end + 1);
    }
    countPiece(rest.size());
    ends_in_line_end_ = octets.ends_with('\n');
    ends_in_cr_ = octets.ends_with('\r');
    return why_.empty();
}

/// `octets` more of the line under way.
void DkimBodyGuard::countPiece(std::size_t octets)
{
    line_octets_ += octets;
    longest_line_ = std::max(longest_line_, line_octets_);
    if (line_octets_ > MaxLineOctets) why_ = LongLine;
}

bool DkimBodyGuard::admitsEnd()
{
    if (ends_in_cr_) why_ = BareEnd;
    return why_.empty();
}

void CanonicalLength::add(std::string_view octets)
{
    for (const char c : octets) {
        if (c == '\n' && had_cr_) {
            endLine();
            continue;
        }
        had_cr_ = c == '\r';
        if (had_cr_) continue;
        const bool is_blank = is_relaxed_ && (c == ' ' || c == '\t');
        if (!is_blank) line_octets_ += had_blank_ ? 2 : 1; // a run of blanks counts as one
        had_blank_ = is_blank;
    }
}

void CanonicalLength::endLine()
{
    had_cr_ = false;
    had_blank_ = false; // at the end of a line they do not count
    if (line_octets_ == 0) {
        ++empty_lines_;
        return;
    }
    total_ += 2 * empty_lines_ + line_octets_ + 2;
    empty_lines_ = 0;
    line_octets_ = 0;
}

} // namespace roost::trust
