// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace roost::trust {

/// The key that signs what leaves this relay, and what other servers need to know of it.
struct DkimKey {
    std::string selector;
    std::string private_pem; // a secret
    std::string record;      // the text to publish at SELECTOR._domainkey.DOMAIN
};

/// The key in `folder`/SELECTOR.pem; an RSA key of 2048 bits is made when there is none, for the
/// owner's eyes only and on disk when we return. A file that is there is never written to.
/// Errors: invalid (a selector that is no DNS label), denied (others may read the file), corrupt
/// (no RSA key in it), unavailable (the disk); `detail` says what to do. Blocking: a new key takes
/// about 100 ms.
Result<DkimKey> dkimKey(const std::filesystem::path& folder, const std::string& selector);

/// `record` in the strings of a zone file, each of at most 255 octets and in quotes.
std::string zoneText(std::string_view record);

} // namespace roost::trust
