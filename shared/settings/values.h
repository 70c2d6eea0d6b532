// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/settings/federation_values.h"
#include "shared/settings/relay_values.h"
#include "shared/settings/service_values.h"

namespace roost::settings {

/// Every setting with its default: one member is one setting, its name is the key in the store,
/// on the wire and in the console. Limits, units and help are told by schema(). Names and defaults
/// are those of existing chatmail relays where those have one.
struct Values : RelayValues, FederationValues, ServiceValues {
    bool operator==(const Values&) const = default;
};

BOOST_DESCRIBE_STRUCT(Values, (RelayValues, FederationValues, ServiceValues), ())

} // namespace roost::settings
