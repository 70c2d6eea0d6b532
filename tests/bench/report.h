// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace roost::bench {

/// The value below which the part `which` (0 to 1) of `values` lies. None of no values: 0.
double quantile(std::vector<double> values, double which);

/// The values of each figure, by its key, one per run.
using Samples = std::map<std::string, std::vector<double>>;

/// A Markdown table of medians: the first server, and if there is a second, that as the reference
/// and the ratio of the two.
std::string report(const std::vector<Samples>& servers);

} // namespace roost::bench
