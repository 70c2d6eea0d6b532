// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace roost::http {

/// Whether all lines of a message that streams by end in CRLF (RFC 5322 §2.3): about a CR or LF
/// that stands alone readers disagree.
class LineEnds {
public:
    /// False when a line of these octets, or of those before, ends otherwise.
    bool admits(std::string_view octets)
    {
        for (auto at = octets.find('\n'); at != std::string_view::npos;
             at = octets.find('\n', at + 1))
            if (at > 0 ? octets[at - 1] != '\r' : !ends_in_cr_) is_sound_ = false;
        if (!octets.empty()) ends_in_cr_ = octets.back() == '\r';
        // With each LF behind a CR, as many CRs as LFs means that none stands alone.
        open_ += std::ranges::count(octets, '\r') - std::ranges::count(octets, '\n');
        is_sound_ = is_sound_ && open_ == (ends_in_cr_ ? 1 : 0);
        return is_sound_;
    }
    /// The message is complete.
    bool isWhole() const { return is_sound_ && !ends_in_cr_; }

private:
    std::int64_t open_ = 0; // CRs that no LF has followed
    bool ends_in_cr_ = false;
    bool is_sound_ = true;
};

} // namespace roost::http
