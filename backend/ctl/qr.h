// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace roost::ctl {

/// `text` as a QR code for a terminal, two rows of modules per line as half blocks. `colours`
/// switches to white on black, so that it can be scanned whatever the terminal's colours.
/// Errors: limit (too long for a QR code).
Result<std::string> qrText(std::string_view text, bool colours);

} // namespace roost::ctl
