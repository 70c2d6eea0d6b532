// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace roost::imap {

struct Session;

/// What we can do for this session now, separated by spaces (RFC 3501 §7.2.1). Nothing that is not
/// implemented; XCHATMAIL and XDELTAPUSH before and after login (protocol.md A23).
std::string_view capabilities(const Session& session);

} // namespace roost::imap
