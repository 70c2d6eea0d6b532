// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/explanations/explanations.h"

namespace roost::explanations {

// The parts of the catalogue: what we found out ourselves, what others answer, and what is left
// when an answer says no more than its class.
std::span<const Explanation> ownFindings();
std::span<const Explanation> answers();
std::span<const Explanation> classes();

} // namespace roost::explanations
