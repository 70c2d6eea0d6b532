// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace roost::smtp {

/// How many connections each network has open, so that one network cannot take them all. It holds
/// a network only while it is connected. One object per process; any thread; it outlives its
/// places.
class NetworkCounts {
public:
    /// One connection's place; given back by its destruction.
    class Place {
    public:
        Place(Place&& other) noexcept;
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        Place& operator=(Place&&) = delete;
        ~Place();

    private:
        friend class NetworkCounts;
        Place(NetworkCounts* counts, std::string network);
        NetworkCounts* counts_; // null: not counted
        std::string network_;
    };

    /// Null when `origin` has `limit` connections already. Loopback is not counted.
    std::optional<Place> enter(const net::Origin& origin, std::int64_t limit);
    /// Networks that have connections now.
    std::size_t networks() const;

private:
    void leave(const std::string& network);
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::int64_t> open_;
};

} // namespace roost::smtp
