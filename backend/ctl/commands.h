// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/ctl/context.h"
#include "shared/api/methods.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roost::ctl {

// One function per verb: calls the daemon and prints the answer. Errors are the daemon's.

Result<> setUp(const Context& context, const api::SetupApply::Params& params);
Result<> showStatus(const Context& context);

Result<> listSettings(const Context& context);
Result<> showSetting(const Context& context, const std::string& name);
Result<> explainSetting(const Context& context, const std::string& name);
Result<> changeSetting(const Context& context, const std::string& name, const std::string& value);
Result<> revertSetting(const Context& context, const api::SettingRevert::Params& params);

Result<> listUsers(const Context& context, const api::UserList::Params& params);
Result<> blockUser(const Context& context, const std::string& address);
Result<> unblockUser(const Context& context, const std::string& address);
Result<> deleteUser(const Context& context, const api::UserDelete::Params& params);
Result<> restoreUser(const Context& context, const std::string& address);

Result<> showInvite(const Context& context, bool qr);
Result<> showDkim(const Context& context);
Result<> listActivity(const Context& context, const api::ActivityList::Params& params);

/// Error besides: corrupt (the store has faults, which were printed).
Result<> verifyStore(const Context& context);

/// Calls any method with `params`, a JSON object (empty: none).
Result<> callMethod(const Context& context, const std::string& method, const std::string& params);

/// Joins stdin and stdout to the control socket until both sides have ended: the way of the console
/// through SSH. `viewer` lowers the role first.
Result<> dialStdio(const Context& context, bool viewer);

} // namespace roost::ctl
