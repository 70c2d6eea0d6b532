// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/activity.h"
#include "shared/api/dkim.h"
#include "shared/api/events.h"
#include "shared/api/explanations.h"
#include "shared/api/invite.h"
#include "shared/api/overview.h"
#include "shared/api/peers.h"
#include "shared/api/queue.h"
#include "shared/api/session.h"
#include "shared/api/settings.h"
#include "shared/api/setup.h"
#include "shared/api/stats.h"
#include "shared/api/store.h"
#include "shared/api/users.h"

#include <boost/mp11/list.hpp>

namespace roost::api {

/// Every method, in the order of README.md.
using Methods = boost::mp11::mp_list<Hello,
                                     Subscribe,
                                     SetupStatus,
                                     SetupApply,
                                     OverviewGet,
                                     StatsGet,
                                     InviteGet,
                                     DkimGet,
                                     UserList,
                                     UserBlock,
                                     UserUnblock,
                                     UserDelete,
                                     UserRestore,
                                     QueueList,
                                     QueueMessages,
                                     QueueRetry,
                                     QueueHold,
                                     QueueRelease,
                                     QueueBounce,
                                     QueueDiscard,
                                     QueueRestore,
                                     QueueRules,
                                     QueueRuleSet,
                                     QueueRuleRemove,
                                     PeerList,
                                     ExplanationList,
                                     SettingList,
                                     SettingGet,
                                     SettingSet,
                                     SettingRevert,
                                     ActivityList,
                                     StoreVerify>;

} // namespace roost::api
