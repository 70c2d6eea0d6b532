// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::delivery::remote {

/// What a domain says of the servers that take its mail (RFC 8461 §3.2). Written by strangers.
struct MtaStsPolicy {
    static constexpr std::int64_t LongestAge = 31'557'600; // seconds, RFC 8461 §3.2
    static constexpr std::size_t MaxPatterns = 100;

    enum class Mode { enforce, testing, none };
    Mode mode = Mode::none;
    std::vector<std::string> patterns; // host names, lower case; the first label may be `*`
    std::int64_t max_age = 0;          // seconds

    /// Errors: invalid.
    static Result<MtaStsPolicy> parse(std::string_view text);

    /// Whether mail may go to `host`, as far as this policy is concerned.
    bool allows(std::string_view host) const;

    bool operator==(const MtaStsPolicy&) const = default;
};

/// The version of the policy that the TXT records of `_mta-sts.DOMAIN` announce (RFC 8461 §3.1);
/// nothing when they announce none.
std::optional<std::string> mtaStsId(const std::vector<std::string>& texts);

} // namespace roost::delivery::remote
