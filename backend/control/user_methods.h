// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/journal.h"
#include "backend/control/methods.h"
#include "backend/control/services.h"
#include "backend/store/types.h"
#include "shared/api/users.h"

#include <functional>
#include <string_view>

namespace roost::control {

/// user_list, user_block, user_unblock, user_delete and user_restore.
class UserMethods {
public:
    UserMethods(Methods& methods, Services& services, Journal& journal);

private:
    using Done = boost::asio::awaitable<Result<>>;

    boost::asio::awaitable<Result<api::UserList::Reply>> list(api::UserList::Params params);
    boost::asio::awaitable<Result<api::UserBlock::Reply>> block(api::UserBlock::Params params,
                                                                Caller caller);
    boost::asio::awaitable<Result<api::UserUnblock::Reply>> unblock(api::UserUnblock::Params params,
                                                                    Caller caller);
    boost::asio::awaitable<Result<api::UserDelete::Reply>> erase(api::UserDelete::Params params,
                                                                 Caller caller);
    boost::asio::awaitable<Result<api::UserRestore::Reply>> restore(api::UserRestore::Params params,
                                                                    Caller caller);

    Result<store::Account> find(const std::string& address) const;
    Done record(std::string address, Caller caller, std::string_view method);

    Services& services_;
    Journal& journal_;
};

} // namespace roost::control
