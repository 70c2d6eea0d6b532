// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/admission.h"

#include "backend/trust/password_hash.h"
#include "shared/base/text.h"

#include <algorithm>

namespace roost::accounts {
namespace {

constexpr std::size_t MaxLocalOctets = 64; // RFC 5321 §4.5.3.1.1

bool isLocalOctet(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool isWithin(std::size_t size, std::int64_t least, std::int64_t most)
{
    return static_cast<std::int64_t>(size) >= least && static_cast<std::int64_t>(size) <= most;
}

} // namespace

bool isAdmissibleAddress(std::string_view address, const settings::Values& settings)
{
    const auto at = address.find('@');
    if (at == std::string_view::npos || settings.mail_domain.empty()) return false;
    const auto local = address.substr(0, at);
    if (address.substr(at + 1) != lower(settings.mail_domain)) return false;
    if (local.empty() || local.size() > MaxLocalOctets) return false;
    if (!isWithin(local.size(), settings.username_min_length, settings.username_max_length))
        return false;
    return std::ranges::all_of(local, isLocalOctet);
}

bool isAdmissiblePassword(std::string_view password, const settings::Values& settings)
{
    const auto most = static_cast<std::int64_t>(trust::MaxPasswordOctets);
    return isWithin(password.size(), settings.password_min_length, most)
           && password.find('\0') == std::string_view::npos;
}

} // namespace roost::accounts
