// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace roost::delivery::remote {

/// Makes a message fit for DATA, piece by piece (RFC 5321 §4.5.2): a line that begins with a dot
/// gets another one. A bare LF counts as a line end too, so that no server that takes it for one
/// sees the end of the message before we do.
class DotStuffer {
public:
    /// Adds `piece` to `out`.
    void stuff(std::string_view piece, std::string& out);
    /// What ends the data, after a line end if the message lacks its last.
    std::string_view end() const { return at_line_start_ ? ".\r\n" : "\r\n.\r\n"; }

private:
    bool at_line_start_ = true;
};

} // namespace roost::delivery::remote
