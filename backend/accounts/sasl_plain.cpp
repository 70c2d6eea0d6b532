// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/sasl_plain.h"

#include "shared/base/text.h"

namespace roost::accounts {

Result<Credentials> parseSaslPlain(std::string_view encoded)
{
    std::string message;
    if (!base64Decode(encoded, message)) return Error(Code::invalid, "not base64");
    const auto parts = split(message, '\0');
    if (parts.size() != 3) return Error(Code::invalid, "not a PLAIN message");
    if (!parts[0].empty() && !equalNoCase(parts[0], parts[1]))
        return Error(Code::denied, "authorization identity differs");
    return Credentials{std::string(parts[1]), std::string(parts[2])};
}

} // namespace roost::accounts
