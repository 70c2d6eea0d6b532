// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string_view>

namespace roost::api {

/// The version of this interface; the table in README.md says what changed.
constexpr std::int64_t Major = 1;
constexpr std::int64_t Minor = 5;

/// What a caller may do: a viewer sees, an admin also changes.
enum class Role { viewer, admin };
BOOST_DESCRIBE_ENUM(Role, viewer, admin)

} // namespace roost::api
