// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/answer.h"

#include <unbound.h>

namespace roost::net::dns {

/// What libunbound found, in our words.
Answer reading(const ub_result& result);

} // namespace roost::net::dns
