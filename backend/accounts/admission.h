// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/settings/values.h"

#include <string_view>

namespace roost::accounts {

/// Whether a new account may have this address (lower case): one `@`, our domain, and a local part
/// of letters, digits, `.`, `_`, `-` of the set length (protocol.md C1).
bool isAdmissibleAddress(std::string_view address, const settings::Values& settings);

/// Whether a new account may have this password: its octets are counted, none of them is NUL.
bool isAdmissiblePassword(std::string_view password, const settings::Values& settings);

} // namespace roost::accounts
