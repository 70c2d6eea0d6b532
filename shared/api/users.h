// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

enum class UserState {
    active,
    blocked, // cannot log in
    deleted  // hidden from the user; can be restored until erase_at
};
BOOST_DESCRIBE_ENUM(UserState, active, blocked, deleted)

/// One address of this relay. `_at` fields are Unix seconds, UTC.
struct User {
    std::string address;
    UserState state = UserState::active;
    std::int64_t created_at = 0;
    std::int64_t last_seen_at = 0; // day of the last login, 0 = never
    std::int64_t messages = 0;
    std::int64_t octets = 0;              // of those messages
    std::int64_t devices = 0;             // connections logged in now
    std::optional<std::int64_t> erase_at; // when deleted: restore is possible until then
    bool operator==(const User&) const = default;
};
BOOST_DESCRIBE_STRUCT(
    User, (), (address, state, created_at, last_seen_at, messages, octets, devices, erase_at))

enum class UserSort { address, created_at, last_seen_at, octets, messages };
BOOST_DESCRIBE_ENUM(UserSort, address, created_at, last_seen_at, octets, messages)

/// user_list: one page of the addresses.
/// Errors: invalid (limit outside 1..1000, offset below 0, filter above 320 characters).
struct UserList {
    static constexpr std::string_view Method = "user_list";
    static constexpr Role Least = Role::viewer;
    struct Params {
        std::string filter; // part of the address, any case; empty = all
        UserSort sort = UserSort::address;
        bool descending = false;
        std::int64_t offset = 0;
        std::int64_t limit = 100; // rows, 1..1000
        BOOST_DESCRIBE_CLASS(Params, (), (filter, sort, descending, offset, limit), (), ())
    };
    struct Reply {
        std::vector<User> users;
        std::int64_t total = 0; // that match the filter
        BOOST_DESCRIBE_CLASS(Reply, (), (users, total), (), ())
    };
};

/// user_block: ends the user's connections and refuses new ones; mail is still taken in.
/// Errors: not_found, denied (deleted).
struct UserBlock {
    static constexpr std::string_view Method = "user_block";
    static constexpr Role Least = Role::admin;
    struct Params {
        std::string address;
        BOOST_DESCRIBE_CLASS(Params, (), (address), (), ())
    };
    struct Reply {
        BOOST_DESCRIBE_CLASS(Reply, (), (), (), ())
    };
};

/// user_unblock: lets the user log in again.
/// Errors: not_found, denied (deleted).
struct UserUnblock {
    static constexpr std::string_view Method = "user_unblock";
    static constexpr Role Least = Role::admin;
    using Params = UserBlock::Params;
    using Reply = UserBlock::Reply;
};

/// user_delete: ends the user's connections, hides the account and reserves the address; the
/// messages are erased at erase_at.
/// Errors: not_found.
struct UserDelete {
    static constexpr std::string_view Method = "user_delete";
    static constexpr Role Least = Role::admin;
    struct Params {
        std::string address;
        bool keep_closed = false; // nobody can take the address for 90 days from erase_at
        BOOST_DESCRIBE_CLASS(Params, (), (address, keep_closed), (), ())
    };
    struct Reply {
        std::int64_t erase_at = 0; // Unix seconds, UTC
        BOOST_DESCRIBE_CLASS(Reply, (), (erase_at), (), ())
    };
};

/// user_restore: undoes user_delete.
/// Errors: not_found (also when it was erased), denied (not deleted).
struct UserRestore {
    static constexpr std::string_view Method = "user_restore";
    static constexpr Role Least = Role::admin;
    using Params = UserBlock::Params;
    using Reply = UserBlock::Reply;
};

} // namespace roost::api
