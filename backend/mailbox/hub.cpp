// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mailbox/hub.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace roost::mailbox {
namespace {

using EntryId = std::uint64_t;

struct Watcher {
    EntryId id;
    std::shared_ptr<const std::function<void()>> changed;
};

/// What one I/O thread watches. `watchers` is that thread's own; the rest is behind the mutex.
struct Shard {
    boost::asio::any_io_executor executor;
    std::unordered_map<store::MailboxId, std::vector<Watcher>> watchers;
    EntryId last_id = 0;

    std::mutex mutex;
    std::size_t count = 0;                 // of watchers, for notify()
    std::vector<store::MailboxId> touched; // since the post under way was made
};

} // namespace

struct Hub::State {
    std::vector<std::unique_ptr<Shard>> shards;
};

struct Hub::Watch::Entry {
    std::weak_ptr<State> hub;
    std::size_t shard;
    store::MailboxId mailbox;
    EntryId id;

    Entry(std::weak_ptr<State> h, std::size_t s, store::MailboxId m, EntryId i)
        : hub(std::move(h)), shard(s), mailbox(m), id(i)
    {
    }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry()
    {
        const auto state = hub.lock();
        if (!state) return; // the hub went first
        Shard& owner = *state->shards[shard];
        const auto at = owner.watchers.find(mailbox);
        std::erase_if(at->second, [this](const Watcher& watcher) { return watcher.id == id; });
        if (at->second.empty()) owner.watchers.erase(at);
        const std::lock_guard lock(owner.mutex);
        --owner.count;
    }
};

namespace {

/// A callback may end watches, its own or others: each is looked up again before it is called.
void callWatchers(Shard& shard, store::MailboxId mailbox)
{
    EntryId done = 0; // ids grow, and each vector is in their order
    for (;;) {
        const auto at = shard.watchers.find(mailbox);
        if (at == shard.watchers.end()) return;
        const auto next = std::ranges::upper_bound(at->second, done, {}, &Watcher::id);
        if (next == at->second.end()) return;
        done = next->id;
        const auto changed = next->changed; // survives its own end
        (*changed)();
    }
}

void callTouched(Shard& shard)
{
    std::vector<store::MailboxId> touched;
    {
        const std::lock_guard lock(shard.mutex);
        touched.swap(shard.touched);
    }
    std::ranges::sort(touched);
    const auto repeated = std::ranges::unique(touched);
    touched.erase(repeated.begin(), repeated.end());
    for (const store::MailboxId mailbox : touched) callWatchers(shard, mailbox);
}

} // namespace

Hub::Hub(std::vector<boost::asio::any_io_executor> executors) : state_(std::make_shared<State>())
{
    for (auto& executor : executors) {
        state_->shards.push_back(std::make_unique<Shard>());
        state_->shards.back()->executor = std::move(executor);
    }
}

Hub::~Hub() = default;

Hub::Watch::Watch(std::shared_ptr<Entry> entry) : entry_(std::move(entry)) {}
Hub::Watch::Watch(Watch&&) noexcept = default;
Hub::Watch& Hub::Watch::operator=(Watch&&) noexcept = default;
Hub::Watch::~Watch() = default;

Hub::Watch Hub::watch(std::size_t shard, store::MailboxId mailbox, std::function<void()> changed)
{
    Shard& owner = *state_->shards.at(shard);
    const EntryId id = ++owner.last_id;
    owner.watchers[mailbox].push_back(
        Watcher{id, std::make_shared<const std::function<void()>>(std::move(changed))});
    {
        // The lock orders us with notify(): who commits after this sees that we watch, and who
        // looked before has committed what the caller reads next.
        const std::lock_guard lock(owner.mutex);
        ++owner.count;
    }
    return Watch(std::make_shared<Watch::Entry>(state_, shard, mailbox, id));
}

void Hub::notify(const std::vector<store::MailboxId>& mailboxes)
{
    if (mailboxes.empty()) return;
    for (std::size_t i = 0; i < state_->shards.size(); ++i) {
        Shard& shard = *state_->shards[i];
        {
            const std::lock_guard lock(shard.mutex);
            if (shard.count == 0) continue;
            const bool posted = !shard.touched.empty();
            shard.touched.insert(shard.touched.end(), mailboxes.begin(), mailboxes.end());
            if (posted) continue; // that post takes ours along
        }
        boost::asio::post(shard.executor, [state = state_, i] { callTouched(*state->shards[i]); });
    }
}

} // namespace roost::mailbox
