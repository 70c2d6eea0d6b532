// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/event_limit.h"

namespace roost::core {
namespace {

constexpr auto WindowLength = std::chrono::seconds(1);

} // namespace

bool EventLimit::admits(std::string_view event, Time now)
{
    if (windows_.size() >= MaxEvents) {
        windows_.clear();
        holding_ = 0;
    }
    auto [at, is_new] = windows_.try_emplace(std::string(event), Window{now});
    Window& window = at->second;
    if (!is_new && window.held == 0 && now - window.since >= WindowLength) window = Window{now};
    if (window.written < LinesPerSecond) {
        ++window.written;
        return true;
    }
    if (window.held++ == 0) ++holding_;
    return false;
}

std::vector<EventLimit::Held> EventLimit::takeHeld(Time now)
{
    std::vector<Held> result;
    if (holding_ == 0) return result;
    for (auto& [event, window] : windows_) {
        if (window.held == 0 || now - window.since < WindowLength) continue;
        result.push_back(Held{event, window.held});
        window = Window{now};
        --holding_;
    }
    return result;
}

} // namespace roost::core
