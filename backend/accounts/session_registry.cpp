// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/session_registry.h"

#include <list>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

namespace roost::accounts {

struct SessionRegistry::State {
    using Ends = std::list<std::function<void()>>;
    std::mutex mutex;
    std::unordered_map<store::AccountId, Ends> open;
    std::unordered_set<store::AccountId> barred; // as many as an operator has closed

    /// What a session holds: its destruction takes the entry out.
    struct Entry {
        std::shared_ptr<State> state;
        store::AccountId account = 0;
        Ends::iterator place;
        ~Entry()
        {
            if (state) state->remove(account, place);
        }
    };

    void remove(store::AccountId account, Ends::iterator place)
    {
        const std::lock_guard lock(mutex);
        const auto found = open.find(account);
        found->second.erase(place);
        if (found->second.empty()) open.erase(found);
    }
};

SessionRegistry::SessionRegistry() : state_(std::make_shared<State>()) {}
SessionRegistry::~SessionRegistry() = default;

SessionRegistry::Token SessionRegistry::add(store::AccountId account, std::function<void()> end)
{
    auto entry = std::make_shared<State::Entry>();
    const std::lock_guard lock(state_->mutex);
    auto& ends = state_->open[account];
    ends.push_back(std::move(end));
    entry->state = state_;
    entry->account = account;
    entry->place = std::prev(ends.end());
    if (state_->barred.contains(account)) ends.back()();
    return entry;
}

std::size_t SessionRegistry::count(store::AccountId account) const
{
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->open.find(account);
    return found == state_->open.end() ? 0 : found->second.size();
}

void SessionRegistry::bar(store::AccountId account)
{
    const std::lock_guard lock(state_->mutex);
    state_->barred.insert(account);
    const auto found = state_->open.find(account);
    if (found == state_->open.end()) return;
    for (const auto& end : found->second) end();
}

void SessionRegistry::allow(store::AccountId account)
{
    const std::lock_guard lock(state_->mutex);
    state_->barred.erase(account);
}

} // namespace roost::accounts
