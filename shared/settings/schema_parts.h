// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/settings/schema.h"

#include <span>

namespace roost::settings {

constexpr double MaxPort = 65535;
constexpr double KiB = 1024;
constexpr double MiB = 1024 * KiB;
constexpr double GiB = 1024 * MiB;
constexpr double TiB = 1024 * GiB;
constexpr double Day = 86400;

// What schema() is made of: one part for each struct of Values. The order is the reading order of
// the console; each group's settings stand together.
std::span<const Spec> relaySchema();
std::span<const Spec> federationSchema();
std::span<const Spec> serviceSchema();

} // namespace roost::settings
