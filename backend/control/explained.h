// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace roost::control {

/// The id of what explains a failure as the store keeps it: `cause` is a name of
/// explanations::Cause; empty: not tried yet.
std::string explanationOf(std::string_view cause, std::string_view reply);

} // namespace roost::control
