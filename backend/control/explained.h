// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace roost::control {

/// The id of what explains a failure as the store keeps it: `cause` is a name of
/// explanations::Cause; empty: not tried yet.
std::string explanationOf(std::string_view cause, std::string_view reply);

/// What a stranger wrote, fit for JSON: each octet that is not UTF-8 becomes a question mark.
std::string toldText(std::string_view wire);

} // namespace roost::control
