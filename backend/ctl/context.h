// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/ctl/client.h"

#include <iosfwd>
#include <string>

namespace roost::ctl {

/// What every verb works with.
struct Context {
    std::string control; // --control
    bool json = false;   // --json: answers as the daemon gives them
    std::ostream& out;

    /// A connection whose daemon speaks our version. Errors: as Client::connect, unavailable (it
    /// does not).
    Result<Client> connect() const;

    /// Calls M. Errors: as connect() and Client::call.
    template <class M>
    Result<typename M::Reply> call(const typename M::Params& params) const
    {
        auto client = connect();
        if (!client) return client.error();
        return client->call<M>(params);
    }

    /// One line of JSON.
    template <class T>
    void print(const T& reply) const
    {
        printJson(json::encode(reply));
    }
    void printJson(const json::Value& value) const;
};

} // namespace roost::ctl
