// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/ctl/context.h"
#include "shared/api/methods.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roost::ctl {

// The verbs of `roostctl queue` and `roostctl peer`. Errors are the daemon's.

Result<> listQueue(const Context& context);
/// `which`: a destination or the number of a message; empty: all. Error besides: not_found (no such
/// number).
Result<>
showQueue(const Context& context, const std::string& which, api::QueueMessages::Params params);
Result<> listRules(const Context& context);
Result<> listPeers(const Context& context);

/// What `words` name: numbers of messages, or one domain; space around them does not count.
/// Errors: invalid (both, or several domains).
Result<api::QueueSelection> selection(const std::vector<std::string>& words);

Result<> retryQueued(const Context& context, const std::vector<std::string>& which);
/// Of a domain all that waits and all that will come, for `hours` (0: without an end).
Result<>
holdQueued(const Context& context, const std::vector<std::string>& which, std::int64_t hours);
Result<> releaseQueued(const Context& context, const std::vector<std::string>& which);
Result<> bounceQueued(const Context& context, const std::vector<std::string>& which);
Result<> discardQueued(const Context& context, const std::vector<std::string>& which);
Result<> restoreQueued(const Context& context, const std::vector<std::string>& which);

} // namespace roost::ctl
