// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/origin.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace roost::net {

/// How many of something each network has, such as connections, so that one network cannot take
/// them all. It holds a network only while it has some. One object per process; any thread; it
/// outlives its places.
class NetworkCounts {
public:
    /// The place of one; given back by its destruction.
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

    enum class Loopback { not_counted, counted };
    explicit NetworkCounts(Loopback loopback = Loopback::not_counted) : loopback_(loopback) {}

    /// Null when `origin` has `limit` already.
    std::optional<Place> enter(const Origin& origin, std::int64_t limit);
    /// Networks that have some now.
    std::size_t networks() const;

private:
    void leave(const std::string& network);
    const Loopback loopback_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::int64_t> open_;
};

} // namespace roost::net
