// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <list>

namespace roost::net {
class Connection;
}

namespace roost::app {

/// Connections that wait for a peer of which nothing is known yet, oldest first. When there are too
/// many the oldest is ended: clients in earnest take moments, those who wait to be forgotten make
/// room for them. One I/O thread.
class HalfOpen {
public:
    explicit HalfOpen(std::size_t most) : most_(most) {}
    HalfOpen(const HalfOpen&) = delete;
    HalfOpen& operator=(const HalfOpen&) = delete;

    /// A connection counts while this lives; it outlives this, where it is.
    class Place {
    public:
        Place(HalfOpen& all, net::Connection& peer);
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place();

    private:
        HalfOpen& all_;
        std::list<net::Connection*>::iterator at_;
    };

private:
    std::list<net::Connection*> waiting_;
    std::size_t most_;
};

} // namespace roost::app
