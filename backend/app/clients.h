// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"

#include <functional>
#include <list>

namespace roost::app {

/// The clients of one I/O thread, so that all of them are told when we stop. That thread only.
class Clients {
public:
    Clients() = default;
    Clients(const Clients&) = delete;
    Clients& operator=(const Clients&) = delete;

    /// Keeps `peer` within our reach while this lives, wherever it is moved.
    class Place {
    public:
        Place(Clients& all, const net::Connection& peer)
            : all_(all), at_(all.enders_.insert(all.enders_.end(), peer.ender()))
        {
            if (all.are_ending_) (*at_)();
        }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place() { all_.enders_.erase(at_); }

    private:
        Clients& all_;
        std::list<std::function<void()>>::iterator at_;
    };

    /// Asks them to end, also those who come later.
    void askToEnd()
    {
        are_ending_ = true;
        for (const auto& end : enders_) end();
    }

private:
    std::list<std::function<void()>> enders_;
    bool are_ending_ = false;
};

} // namespace roost::app
