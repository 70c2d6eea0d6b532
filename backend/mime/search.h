// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mime/parts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// SEARCH keys of RFC 3501 §6.4.4; `folded` texts come from caseFolded.
namespace roost::mime {

/// Whether a field (any when `name` is empty) contains `folded` once decoded.
bool headerHas(std::string_view header, std::string_view name, std::string_view folded);
/// Whether the decoded content below `part`, headers of inner parts included, contains `folded`.
bool bodyHas(const Part& part, std::string_view folded);
/// The calendar day of a Date field (RFC 5322 §3.3) as days since 1970.
std::optional<std::int64_t> dayOf(std::string_view date);

} // namespace roost::mime
