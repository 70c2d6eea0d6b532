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

void Lanes::setLimits(std::int64_t healthy, std::int64_t failing, std::int64_t most)
{
    failing = std::min(failing, most / 8);
    most_failing_ = positive(failing);
    most_healthy_ = positive(std::min(healthy, most - 2 * failing));
}

std::size_t Lanes::room(Standing standing) const
{
    const std::size_t good = count_[indexOf(Standing::good)];
    const std::size_t others = count_[indexOf(Standing::unknown)] + count_[indexOf(Standing::slow)];
    const std::size_t healthy = left(most_healthy_, good + others);
    switch (standing) {
    case Standing::good: return healthy;
    case Standing::unknown:
    case Standing::slow: return std::min(healthy, left(shareOfOthers(), others));
    case Standing::failing: return left(most_failing_, count_[indexOf(Standing::failing)]);
    }
    return 0;
}

std::size_t Lanes::shareOfOthers() const
{
    const std::size_t part = is_crowded_ ? most_healthy_ / 8 : most_healthy_ - most_healthy_ / 4;
    return std::max<std::size_t>(part, 1);
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
    place.is_ending = false;
    place.idle_since = std::chrono::steady_clock::now();
    noteWait(*place.conversation);
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
    noteWait(*found->second.conversation);
    --count_[indexOf(found->second.standing)];
    places_.erase(found);
}

bool Lanes::makeRoom()
{
    for (auto& [domain, place] : places_)
        if (laneOf(place) == Lane::healthy
            && (isSilent(place, patienceWith(place)) || isLong(place)))
            giveWay(place);
    endIdle(Lane::healthy);
    return room(Standing::unknown) > 0 || room(Standing::good) > 0;
}

void Lanes::makeFailingRoom()
{
    const Instant::duration allowed = limits_of_patience_.failing;
    for (auto& [domain, place] : places_) {
        const Instant begun_at = place.conversation->progress().begunAt();
        if (laneOf(place) == Lane::failing && isSilent(place, allowed))
            Conversation::timeOut(place.conversation, begun_at, allowed);
    }
    endIdle(Lane::failing);
}

/// One that worked the last time gets the benefit of the doubt, one that gave way before some more
/// time than at first.
Lanes::Instant::duration Lanes::patienceWith(const Place& place) const
{
    const Instant::duration longest = limits_of_patience_.longest;
    if (place.standing == Standing::good || place.conversation->progress().isTalking())
        return longest;
    if (place.standing == Standing::slow) return std::min(4 * patience(), longest);
    return patience();
}

/// What was told to end and then began to hand over does not end.
bool Lanes::mayGiveWay(const Place& place)
{
    const Progress& progress = place.conversation->progress();
    return progress.isUnderWay() && (!place.is_ending || progress.isHandingOver());
}

bool Lanes::isSilent(const Place& place, Instant::duration allowed)
{
    const Progress& progress = place.conversation->progress();
    return mayGiveWay(place) && std::chrono::steady_clock::now() - progress.at() > allowed;
}

/// A server that says a little at a time is never silent.
bool Lanes::isLong(const Place& place) const
{
    const Progress& progress = place.conversation->progress();
    return mayGiveWay(place)
           && std::chrono::steady_clock::now() - progress.begunAt() > limits_of_patience_.whole;
}

/// What it has begun goes on as long as the failing lane has room.
void Lanes::giveWay(Place& place)
{
    if (room(Standing::failing) > 0) return move(place, Standing::failing);
    if (place.conversation->progress().isHandingOver()) {
        if (left(2 * most_failing_, count_[indexOf(Standing::failing)]) > 0)
            move(place, Standing::failing);
        return;
    }
    const Instant begun_at = place.conversation->progress().begunAt(); // before it is judged
    if (isLong(place)) return Conversation::timeOut(place.conversation, begun_at, {});
    if (place.standing == Standing::slow)
        return Conversation::timeOut(place.conversation, begun_at, patienceWith(place));
    place.is_ending = true;
    Conversation::giveWay(place.conversation);
}

/// Some of them, the oldest first.
void Lanes::endIdle(Lane lane)
{
    std::vector<Place*> idle;
    for (auto& [domain, place] : places_)
        if (laneOf(place) == lane && place.is_idle && !place.is_ending) idle.push_back(&place);
    std::ranges::sort(idle, {}, &Place::idle_since);
    idle.resize((idle.size() + 3) / 4);
    for (Place* place : idle) {
        place->is_ending = true;
        Conversation::end(place->conversation);
    }
}

Lanes::Instant::duration Lanes::patience() const
{
    const Patience& limits = limits_of_patience_;
    if (usual_wait_.count() == 0) return limits.first;
    return std::clamp<Instant::duration>(4 * usual_wait_, limits.shortest, limits.longest);
}

void Lanes::noteWait(const Conversation& conversation)
{
    const auto wait = conversation.usualWait();
    if (wait.count() == 0) return;
    usual_wait_ = usual_wait_.count() == 0 ? wait : (7 * usual_wait_ + wait) / 8;
}

} // namespace roost::delivery::remote
