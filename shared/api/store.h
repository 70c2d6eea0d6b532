// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// store_verify: reads the whole store and checks that it is sound; the relay serves on meanwhile.
/// Errors: limit (a check is under way), timeout (it takes longer than 100 seconds), corrupt (the
/// store cannot even be read), unavailable.
struct StoreVerify {
    static constexpr std::string_view Method = "store_verify";
    static constexpr Role Least = Role::admin;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        std::int64_t accounts = 0;
        std::int64_t messages = 0;             // in mailboxes
        std::int64_t bodies = 0;               // one for all recipients of a message
        std::int64_t files = 0;                // bodies that are files of their own
        std::int64_t queued = 0;               // recipients at other servers
        std::int64_t faults = 0;               // 0: it is sound
        std::vector<std::string> first_faults; // at most 20; they name no addresses
        BOOST_DESCRIBE_CLASS(
            Reply, (), (accounts, messages, bodies, files, queued, faults, first_faults), (), ())
    };
};

} // namespace roost::api
