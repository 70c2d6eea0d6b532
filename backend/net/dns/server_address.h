// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roost::net::dns {

/// "IP", "IPv4:port" or "[IPv6]:port" as libunbound spells it: "IP@port". Nothing when it is none.
std::optional<std::string> serverAddress(std::string_view text);

} // namespace roost::net::dns
