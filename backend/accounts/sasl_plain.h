// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace roost::accounts {

/// Who wants to log in, as it was said.
struct Credentials {
    std::string user;
    std::string password;
};

/// A SASL PLAIN message in base64: `authzid NUL authcid NUL password` (RFC 4616 §2). To act for
/// somebody else is not offered. Errors: invalid (no such message), denied (another authzid).
Result<Credentials> parseSaslPlain(std::string_view encoded);

} // namespace roost::accounts
