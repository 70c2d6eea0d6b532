// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/lanes.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace roost::delivery::remote {
namespace {

using store::Standing;

std::size_t positive(std::int64_t limit)
{
    return static_cast<std::size_t>(std::max<std::int64_t>(limit, 1));
}

std::size_t left(std::size_t limit, std::size_t used)
{
    return limit > used ? limit - used : 0;
}

std::size_t indexOf(Standing standing)
{
    return static_cast<std::size_t>(standing);
}

} // namespace

void Lanes::setLimits(std::int64_t healthy, std::int64_t failing)
{
    most_healthy_ = positive(healthy);
    most_failing_ = positive(failing);
}

std::size_t Lanes::room(Standing standing) const
{
    const std::size_t good = count_[indexOf(Standing::good)];
    const std::size_t others = count_[indexOf(Standing::unknown)] + count_[indexOf(Standing::slow)];
    const std::size_t healthy = left(most_healthy_, good + others);
    switch (standing) {
    case Standing::good: return healthy;
    case Standing::unknown:
    case Standing::slow: return std::min(healthy, left(most_healthy_ - most_healthy_ / 4, others));
    case Standing::failing: return left(most_failing_, count_[indexOf(Standing::failing)]);
    }
    return 0;
}

Lane Lanes::laneOf(const Place& place)
{
    return place.standing == Standing::failing ? Lane::failing : Lane::healthy;
}

void Lanes::add(const std::string& domain,
                Standing standing,
                std::shared_ptr<Conversation> conversation)
{
    Place place;
    place.conversation = std::move(conversation);
    place.standing = standing;
    if (places_.emplace(domain, std::move(place)).second) ++count_[indexOf(standing)];
}

bool Lanes::wake(const std::string& domain)
{
    const auto found = places_.find(domain);
    if (found == places_.end()) return false;
    Place& place = found->second;
    if (std::exchange(place.is_idle, false)) Conversation::wake(place.conversation);
    return true;
}

/// What has delivered is good from now on.
void Lanes::setIdle(const std::string& domain)
{
    const auto found = places_.find(domain);
    if (found == places_.end()) return;
    Place& place = found->second;
    place.is_idle = true;
    place.idle_since = std::chrono::steady_clock::now();
    noteSilence(*place.conversation);
    if (laneOf(place) == Lane::healthy || room(Standing::good) > 0) move(place, Standing::good);
}

void Lanes::move(Place& place, Standing standing)
{
    --count_[indexOf(place.standing)];
    place.standing = standing;
    ++count_[indexOf(standing)];
}

void Lanes::remove(const std::string& domain)
{
    const auto found = places_.find(domain);
    if (found == places_.end()) return;
    noteSilence(*found->second.conversation);
    --count_[indexOf(found->second.standing)];
    places_.erase(found);
}

bool Lanes::makeRoom()
{
    const auto now = std::chrono::steady_clock::now();
    for (auto& [domain, place] : places_) {
        if (laneOf(place) == Lane::failing || place.is_idle || place.is_ending) continue;
        const auto allowed =
            place.standing == Standing::slow ? limits_of_patience_.longest : patience();
        if (now - place.conversation->progress().at() > allowed) giveWay(place);
    }
    endIdle(Lane::healthy);
    return room(Standing::unknown) > 0 || room(Standing::good) > 0;
}

/// What it has begun goes on as long as the failing lane has room.
void Lanes::giveWay(Place& place)
{
    const auto next = place.standing == Standing::slow ? Standing::failing : Standing::slow;
    if (room(Standing::failing) > 0) {
        move(place, Standing::failing);
    } else if (!place.conversation->progress().isHandingOver()) {
        place.is_ending = true;
        Conversation::giveWay(place.conversation, next);
    }
}

bool Lanes::endIdle(Lane lane)
{
    std::vector<Place*> idle;
    for (auto& [domain, place] : places_)
        if (laneOf(place) == lane && place.is_idle && !place.is_ending) idle.push_back(&place);
    if (idle.empty()) return false;
    std::ranges::sort(idle, {}, &Place::idle_since);
    idle.resize((idle.size() + 3) / 4);
    for (Place* place : idle) {
        place->is_ending = true;
        Conversation::end(place->conversation);
    }
    return true;
}

Lanes::Instant::duration Lanes::patience() const
{
    const Patience& limits = limits_of_patience_;
    if (usual_silence_.count() == 0) return limits.first;
    return std::clamp<Instant::duration>(4 * usual_silence_, limits.shortest, limits.longest);
}

void Lanes::noteSilence(const Conversation& conversation)
{
    const auto silence = conversation.usualSilence();
    if (silence.count() == 0) return;
    usual_silence_ = usual_silence_.count() == 0 ? silence : (7 * usual_silence_ + silence) / 8;
}

} // namespace roost::delivery::remote
