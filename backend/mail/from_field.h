// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/address.h"
#include "shared/base/result.h"

#include <cstddef>
#include <string_view>

namespace roost::mail {

/// What a From field says.
struct FromField {
    Address first;
    std::size_t count = 0; // all addresses, those in groups too
};

/// Reads the value of a From field (RFC 5322 §3.6.2 and the obsolete forms of §4.4: routes, blanks
/// and comments anywhere; groups per RFC 6854). Names are skipped, whatever their encoding.
/// Errors: invalid (malformed, or no address at all).
Result<FromField> parseFrom(std::string_view value);

} // namespace roost::mail
