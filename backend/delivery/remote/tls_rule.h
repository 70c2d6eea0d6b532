// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace roost::delivery::remote {

/// What a destination must do before it gets mail (protocol.md D35).
enum class TlsRule {
    verified,   // TLS, and prove by a certificate that it is who it should be
    encrypted,  // TLS, whoever it is: nobody certifies a `_` domain or, usually, an address
    if_offered, // TLS when it can, else in the open
};

/// The rule for mail to `domain`. `plaintext_domains` is the setting.
TlsRule tlsRuleFor(std::string_view domain, std::string_view plaintext_domains);

} // namespace roost::delivery::remote
