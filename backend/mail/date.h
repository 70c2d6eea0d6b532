// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <string>

namespace roost::mail {

/// "Mon, 23 Nov 2026 18:33:38 +0000" (RFC 5322 §3.3), in UTC.
std::string formatDate(UnixSeconds at);

} // namespace roost::mail
