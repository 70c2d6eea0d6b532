// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mime/parts.h"

#include <string>
#include <string_view>

namespace roost::mime {

/// RFC 3501 §7.4.2, from the header of a message.
std::string envelopeOf(std::string_view header);
/// BODY or BODYSTRUCTURE (`extended`), RFC 3501 §7.4.2.
std::string bodyStructureOf(const Part& part, bool extended);

} // namespace roost::mime
