// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/utf8.h"

#include <cstddef>
#include <cstdint>

namespace roost::mail {
namespace {

/// How many octets the sequence begun by `lead` has; 0 when none begins so.
std::size_t sequenceLength(unsigned char lead)
{
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return 2;
    if (lead >= 0xe0 && lead <= 0xef) return 3;
    if (lead >= 0xf0 && lead <= 0xf4) return 4;
    return 0;
}

bool isShortestScalar(std::uint32_t value, std::size_t length)
{
    if (length == 3) return value >= 0x800 && (value < 0xd800 || value > 0xdfff);
    if (length == 4) return value >= 0x10000 && value <= 0x10ffff;
    return true; // the lead octets of one and two allow nothing else
}

} // namespace

bool isUtf8(std::string_view octets)
{
    while (!octets.empty()) {
        const auto lead = static_cast<unsigned char>(octets.front());
        const std::size_t length = sequenceLength(lead);
        if (length == 0 || length > octets.size()) return false;
        std::uint32_t value = length == 1 ? lead : lead & (0x7fU >> length);
        for (std::size_t i = 1; i < length; ++i) {
            const auto next = static_cast<unsigned char>(octets[i]);
            if ((next & 0xc0) != 0x80) return false;
            value = value << 6 | (next & 0x3fU);
        }
        if (!isShortestScalar(value, length)) return false;
        octets.remove_prefix(length);
    }
    return true;
}

} // namespace roost::mail
