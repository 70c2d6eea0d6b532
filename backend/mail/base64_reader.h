// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace roost::mail {

/// Decodes base64 (RFC 4648 §4) that arrives in pieces. Knows no line ends: whoever owns the lines
/// hands in what stands between them.
class Base64Reader {
public:
    /// Decodes the run of alphabet characters `text` begins with, appends its octets to `decoded`
    /// and returns how long the run is. Nothing is read after padding.
    std::size_t read(std::string_view text, std::string& decoded);
    /// Reads one `=`; false when none may stand here, or the bits it cuts off are not zero.
    bool pad(std::string& decoded);
    /// Whether all groups are complete, so that the text may end here.
    bool complete() const { return pending_ == 0 && expected_padding_ == 0; }
    bool padded() const { return padded_; }

private:
    bool readOne(char c, std::string& decoded);
    std::uint32_t group_ = 0; // the last `pending_` sextets
    int pending_ = 0;         // 0..3
    int expected_padding_ = 0;
    bool padded_ = false;
};

} // namespace roost::mail
