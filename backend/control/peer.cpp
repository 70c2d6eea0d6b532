// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/peer.h"

#include <grp.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace roost::control {

namespace {

constexpr std::size_t NameBufferOctets = 4096;
constexpr const char* AdminGroup = "roost-admin";
constexpr const char* ViewerGroup = "roost-viewers";

std::string nameOf(uid_t user)
{
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, NameBufferOctets> buffer{};
    ::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found);
    return found ? found->pw_name : std::to_string(user);
}

/// The supplementary groups; the first call only tells how many there are.
std::vector<gid_t> groupsOf(int descriptor)
{
    socklen_t octets = 0;
    ::getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, nullptr, &octets);
    std::vector<gid_t> groups(octets / sizeof(gid_t));
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &octets) != 0) return {};
    groups.resize(octets / sizeof(gid_t));
    return groups;
}

std::optional<gid_t> groupNamed(const char* name)
{
    group entry{};
    group* found = nullptr;
    std::vector<char> buffer(NameBufferOctets);
    while (::getgrnam_r(name, &entry, buffer.data(), buffer.size(), &found) == ERANGE)
        buffer.resize(buffer.size() * 2); // a group of many members
    if (!found) return std::nullopt;
    return found->gr_gid;
}

bool isIn(const Peer& peer, const std::optional<gid_t>& wanted)
{
    return wanted
           && (peer.group == *wanted
               || std::ranges::find(peer.groups, *wanted) != peer.groups.end());
}

} // namespace

Result<Peer> peerOf(int descriptor)
{
    ucred credentials{};
    socklen_t octets = sizeof credentials;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &octets) != 0)
        return Error(Code::unavailable,
                     std::string("no peer credentials: ") + std::strerror(errno));
    Peer peer;
    peer.user = credentials.uid;
    peer.group = credentials.gid;
    peer.groups = groupsOf(descriptor);
    peer.name = nameOf(peer.user);
    return peer;
}

RoleRules systemRoleRules()
{
    return {::geteuid(), groupNamed(AdminGroup), groupNamed(ViewerGroup)};
}

std::optional<api::Role> roleOf(const Peer& peer, const RoleRules& rules)
{
    if (peer.user == 0 || peer.user == rules.service_user || isIn(peer, rules.admin_group))
        return api::Role::admin;
    if (isIn(peer, rules.viewer_group)) return api::Role::viewer;
    return std::nullopt;
}

} // namespace roost::control
