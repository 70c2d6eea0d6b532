// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/options.h"
#include "shared/settings/values.h"

#include <filesystem>

namespace roost::app {

/// How names are resolved by the settings. A closed network with a signed zone of its own puts its
/// DS or DNSKEY records into `dns-trust-anchors` of the data directory; the root's come with the
/// system. Errors: invalid (`dns_forwarders`).
Result<net::dns::Options> dnsOptions(const settings::Values& values,
                                     const std::filesystem::path& data_dir);

} // namespace roost::app
