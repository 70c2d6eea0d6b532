// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/dkim_signature.h"
#include "shared/base/result.h"

#include <string_view>

namespace roost::trust {

/// Whether `signature` was made over `header_hash` with the key that the TXT record `text` holds,
/// and the record allows it (RFC 6376 §3.6.1, read leniently: protocol.md D14).
/// Errors: invalid (no usable key record), denied (the key is revoked, too short, or not for
/// this), corrupt (the signature does not match); `detail` says which.
Result<> checkWithRecord(std::string_view text,
                         const DkimSignature& signature,
                         std::string_view header_hash);

} // namespace roost::trust
