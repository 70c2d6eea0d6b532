// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace roost::http {

/// `text` as a QR code in one SVG element, four modules of white around it (ISO/IEC 18004). Empty
/// when the text is too long for a code (above 2,331 octets).
std::string qrSvg(const std::string& text);

} // namespace roost::http
