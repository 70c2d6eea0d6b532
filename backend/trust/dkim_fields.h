// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::trust {

constexpr std::size_t MaxDkimHeaderOctets = 256 * 1024;

/// One field of a header.
struct HeaderField {
    std::string name;        // lower case
    std::string_view octets; // with its folds, without its last line end
};

/// The fields of `header`, which must live as long as they do; nothing when it is malformed or
/// longer than 256 KiB.
std::optional<std::vector<HeaderField>> headerFields(std::string_view header);

} // namespace roost::trust
