// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"
#include "shared/base/result.h"

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace roost::control {

/// Who is at the other end of a Unix socket, by the kernel's word.
struct Peer {
    uid_t user = 0;
    gid_t group = 0;
    std::vector<gid_t> groups; // supplementary
    std::string name;          // user name, or the number when it has none
};

/// SO_PEERCRED and SO_PEERGROUPS: membership of our groups is usually supplementary.
/// Errors: unavailable (not a connected Unix socket).
Result<Peer> peerOf(int descriptor);

/// Who may do what. The groups are absent where the system does not have them.
struct RoleRules {
    uid_t service_user = 0;
    std::optional<gid_t> admin_group;  // roost-admin
    std::optional<gid_t> viewer_group; // roost-viewers
};

/// The rules of this process and system.
RoleRules systemRoleRules();

/// The peer's role; nothing when it has none.
std::optional<api::Role> roleOf(const Peer& peer, const RoleRules& rules);

} // namespace roost::control
