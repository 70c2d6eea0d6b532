// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/tls_rule.h"

#include "shared/base/text.h"

#include <algorithm>

namespace roost::delivery::remote {

TlsRule tlsRuleFor(std::string_view domain, std::string_view plaintext_domains)
{
    const auto excepted = split(plaintext_domains, ' ');
    const bool is_plaintext = std::ranges::any_of(
        excepted, [domain](std::string_view one) { return equalNoCase(one, domain); });
    if (is_plaintext && !domain.empty()) return TlsRule::if_offered;
    if (domain.starts_with('_') || domain.starts_with('[')) return TlsRule::encrypted;
    return TlsRule::verified;
}

} // namespace roost::delivery::remote
