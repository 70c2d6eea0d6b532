// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"
#include "backend/delivery/remote/conversation.h"
#include "backend/delivery/remote/runner.h"
#include "backend/store/destination_store.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

namespace roost::delivery::remote {

/// Who is being talked to, and on which budget of connections. A quarter of the healthy lane is for
/// destinations that worked the last time: a crowd of others cannot take it. One thread.
class Lanes {
public:
    using Instant = Progress::Instant;

    explicit Lanes(const Patience& patience) : limits_of_patience_(patience) {}

    /// `most`: all that the process can have; those on the failing lane may become twice as many.
    void setLimits(std::int64_t healthy, std::int64_t failing, std::int64_t most);
    /// Destinations that worked the last time wait: the share of the others is an eighth now.
    void setCrowded(bool is_crowded) { is_crowded_ = is_crowded; }
    std::size_t size() const { return places_.size(); }
    /// How many more of that standing may begin.
    std::size_t room(store::Standing standing) const;

    void add(const std::string& domain,
             store::Standing standing,
             std::shared_ptr<Conversation> conversation);
    /// Whether it is there; an idle one is told that there is more to do.
    bool wake(const std::string& domain);
    void setIdle(const std::string& domain);
    void remove(const std::string& domain);

    /// Healthy destinations wait: idle connections end, and what has been silent or under way for
    /// too long moves to the failing lane as long as that has room, else is broken off. What may
    /// not be broken off has as many places again there. Whether there is room at once.
    bool makeRoom();
    /// Failing destinations wait: those that were silent for long enough have failed again.
    void makeFailingRoom();
    /// How long a new destination may be silent while others wait.
    Instant::duration patience() const;

    template <class Visit>
    void each(Visit visit) const
    {
        for (const auto& [domain, place] : places_) visit(place.conversation);
    }

private:
    struct Place {
        std::shared_ptr<Conversation> conversation;
        store::Standing standing = store::Standing::unknown; // failing: on that lane
        bool is_idle = false;
        bool is_ending = false;
        Instant idle_since;
    };
    static Lane laneOf(const Place& place);
    std::size_t shareOfOthers() const;
    void move(Place& place, store::Standing standing);
    Instant::duration patienceWith(const Place& place) const;
    static bool mayGiveWay(const Place& place);
    static bool isSilent(const Place& place, Instant::duration allowed);
    bool isLong(const Place& place) const;
    void giveWay(Place& place);
    void endIdle(Lane lane);
    void noteWait(const Conversation& conversation);

    const Patience limits_of_patience_;
    std::size_t most_healthy_ = 1;
    std::size_t most_failing_ = 1;
    bool is_crowded_ = false;
    std::array<std::size_t, 4> count_{}; // by standing
    std::unordered_map<std::string, Place> places_;
    Instant::duration usual_wait_{0}; // a running mean; 0: not known
};

} // namespace roost::delivery::remote
