// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/client.h"
#include "shared/json/codec.h"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace roost::control {

/// The methods there are, by name: checks the caller's role, decodes the parameters, calls the
/// handler, encodes its reply.
class Methods {
public:
    /// `handler` takes `M::Params`, and the Caller too where it asks for one, and returns
    /// `awaitable<Result<M::Reply>>`. `owner` outlives every call.
    template <class M, class Owner, class... Arguments>
    void add(Owner* owner,
             boost::asio::awaitable<Result<typename M::Reply>> (Owner::*handler)(Arguments...))
    {
        auto call = [owner, handler](json::Value params, Caller caller) {
            return run<M>(owner, handler, std::move(params), std::move(caller));
        };
        entries_.insert_or_assign(std::string(M::Method), Entry{M::Least, std::move(call)});
    }

    bool has(std::string_view name) const { return entries_.contains(name); }

    /// Errors: not_found (no such method), denied (the role), invalid (a parameter), and the
    /// handler's.
    boost::asio::awaitable<Result<json::Value>>
    call(std::string name, json::Value params, Caller caller) const;

private:
    using Handler = std::function<boost::asio::awaitable<Result<json::Value>>(json::Value, Caller)>;
    struct Entry {
        api::Role least;
        Handler handler;
    };

    template <class M, class Owner, class Function>
    static boost::asio::awaitable<Result<json::Value>>
    run(Owner* owner, Function handler, json::Value params, Caller caller)
    {
        using Params = typename M::Params;
        Result<Params> decoded = json::decode<Params>(params, "params");
        if (!decoded) co_return decoded.error();
        if constexpr (std::is_invocable_v<Function, Owner*, Params, Caller>) {
            auto reply = co_await (owner->*handler)(std::move(*decoded), std::move(caller));
            if (!reply) co_return reply.error();
            co_return json::encode(*reply);
        } else {
            auto reply = co_await (owner->*handler)(std::move(*decoded));
            if (!reply) co_return reply.error();
            co_return json::encode(*reply);
        }
    }

    std::map<std::string, Entry, std::less<>> entries_;
};

} // namespace roost::control
