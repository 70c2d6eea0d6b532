// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace roost::mail {

/// Whether `octets` are well-formed UTF-8 (RFC 3629 §4): no overlong forms, no surrogates.
bool isUtf8(std::string_view octets);

} // namespace roost::mail
