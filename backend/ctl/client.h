// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/json/framer.h"
#include "shared/json/rpc.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roost::ctl {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();
    int get() const { return number_; }

private:
    int number_;
};

/// Where the control socket may be, in the order to try: `named` alone when it is not empty, else
/// $ROOST_CONTROL alone when it is set, else the places where daemons of the user and of the system
/// put it.
std::vector<std::string> controlPaths(const std::string& named);

/// A connection to the daemon; one call at a time, blocking. One thread.
class Client {
public:
    /// Connects to the first path on which somebody answers.
    /// Errors: unavailable (nobody does; `detail` says what to do), denied.
    static Result<Client> connect(const std::vector<std::string>& paths);

    /// Calls `method` and gives its result. Errors: the daemon's; unavailable (the connection
    /// broke), timeout (no answer for two minutes).
    Result<json::Value> call(std::string_view method, json::Value params);

    /// The same with the structs of shared/api.
    template <class M>
    Result<typename M::Reply> call(const typename M::Params& params)
    {
        const auto result = call(M::Method, json::encode(params));
        if (!result) return result.error();
        return json::decode<typename M::Reply>(*result, "result");
    }

    int descriptor() const { return socket_.get(); }

private:
    explicit Client(Descriptor socket) : socket_(std::move(socket)) {}

    bool send(std::string_view octets);
    Result<json::Message> receive();

    Descriptor socket_;
    json::LineFramer lines_;
    std::int64_t last_id_ = 0;
};

} // namespace roost::ctl
