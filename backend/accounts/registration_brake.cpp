// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/registration_brake.h"

namespace roost::accounts {
namespace {
constexpr std::string_view Everyone = "*";
}

bool RegistrationBrake::admit(const net::Origin& origin,
                              const RegistrationLimits& limits,
                              Instant now)
{
    const std::lock_guard lock(mutex_);
    if (in_all_.count(Everyone, now) >= limits.per_second) return false;
    if (!origin.is_loopback) {
        if (by_network_.count(origin.network, now) >= limits.per_network_hour) return false;
        by_network_.add(origin.network, now);
    }
    in_all_.add(Everyone, now);
    return true;
}

void RegistrationBrake::undo(const net::Origin& origin)
{
    const std::lock_guard lock(mutex_);
    in_all_.undo(Everyone);
    if (!origin.is_loopback) by_network_.undo(origin.network);
}

} // namespace roost::accounts
