// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/keyed_hash.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace roost::delivery {

/// Remembers for at least an hour which signed message came to which mailbox, so that a copy is not
/// stored again: a server that did not hear our answer sends the message once more, and anybody who
/// has it may. In memory only, bounded: with more than 200,000 messages an hour it forgets
/// earlier. It holds hashes that mean nothing elsewhere. Any thread.
class ReplayGuard {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// One message on its way to some mailboxes. Unless kept, it is as if it had never come.
    class Claim {
    public:
        /// `signature`: what nobody can change of a message (empty: nothing, so that it is always
        /// new).
        Claim(ReplayGuard& guard,
              std::string_view signature,
              const std::vector<std::string>& mailboxes,
              Instant now);
        Claim(const Claim&) = delete;
        Claim& operator=(const Claim&) = delete;
        ~Claim();

        /// Another copy is being stored right now: nobody knows yet with what result.
        bool isBusy() const { return is_busy_; }
        /// Whether it is new to the mailbox that was the `index`th.
        bool isNew(std::size_t index) const { return is_new_[index]; }
        /// It is stored.
        void keep();

    private:
        friend class ReplayGuard;
        ReplayGuard& guard_;
        const Instant now_;
        std::vector<std::array<std::uint8_t, 16>> ids_; // of those that are new
        std::vector<bool> is_new_;
        bool is_busy_ = false;
    };

    std::size_t size() const;

private:
    using Id = std::array<std::uint8_t, 16>;
    struct Hash {
        std::size_t operator()(const Id& id) const
        {
            std::size_t value = 0;
            std::memcpy(&value, id.data(), sizeof value);
            return value;
        }
    };
    using Ids = std::unordered_set<Id, Hash>;

    Id idOf(std::string_view signature, std::string_view mailbox) const;
    void changeGeneration(Instant now);

    static constexpr std::chrono::hours Window{1};
    static constexpr std::size_t MaxYoung = 200'000;
    const trust::KeyedHash hash_;
    mutable std::mutex mutex_;
    Ids young_; // since `since_`
    Ids old_;   // the generation before
    Ids busy_;  // being stored
    Instant since_{};
};

} // namespace roost::delivery
