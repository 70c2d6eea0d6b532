// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace roost::mail {

/// `domain` as DNS and TLS know it: labels beyond ASCII become A-labels, "bücher.example" becomes
/// "xn--bcher-kva.example" (RFC 5891 §4, mapped as UTS #46 says). One in ASCII stays as it is.
/// Errors: invalid, when no such domain can be registered.
Result<std::string> asciiDomain(std::string_view domain);

} // namespace roost::mail
