// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/methods.h"

namespace roost::control {

boost::asio::awaitable<Result<json::Value>>
Methods::call(std::string name, json::Value params, Caller caller) const
{
    const auto found = entries_.find(name);
    if (found == entries_.end())
        co_return Error(Code::not_found, "there is no method " + name.substr(0, 64));
    if (caller->role() < found->second.least)
        co_return Error(Code::denied, name + " is for admins; you are a viewer");
    co_return co_await found->second.handler(std::move(params), std::move(caller));
}

} // namespace roost::control
