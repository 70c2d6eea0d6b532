// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/dkim_tags.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roost::trust {

/// What a DKIM-Signature field says (RFC 6376 §3.5), after every check that needs neither its key
/// nor the body.
struct DkimSignature {
    std::string domain; // lower case, as are all names here
    std::string selector;
    bool is_ed25519 = false;        // else RSA
    bool is_body_relaxed = false;   // else simple
    bool is_for_subdomain = false;  // i= is below d=
    std::vector<std::string> names; // of the fields it covers, each as often as it is listed
    std::string body_hash;          // octets, as is the next
    std::string signature;
    std::optional<std::uint64_t> length; // l=
    std::optional<UnixSeconds> signed_at;
    std::optional<UnixSeconds> expires_at;

    /// Where its key stands in the DNS.
    std::string keyName() const { return selector + "._domainkey." + domain; }
};

/// Errors: invalid; `detail` tells the rule it breaks.
Result<DkimSignature> dkimSignature(const DkimTags& tags);

} // namespace roost::trust
