// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/explanations/reply.h"

#include <string_view>

namespace roost::explanations {

// What a reply is recognised by, from the surest to the vaguest; each gives the id of an
// explanation, or nothing.

/// Words that servers use.
std::string_view byWords(const Reply& reply);
/// The status code as a whole (RFC 3463, RFC 5248, RFC 7372, RFC 7505).
std::string_view byStatus(const Reply& reply);
/// The reply code (RFC 5321 §4.2.3), when there is no status.
std::string_view byCode(const Reply& reply);
/// The class alone. There is always one.
std::string_view byClass(const Reply& reply);

} // namespace roost::explanations
