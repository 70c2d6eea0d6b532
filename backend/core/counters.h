// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

namespace roost::core {

/// What the daemon counts: totals since start and present numbers, no names. Any thread.
struct Counters {
    std::atomic<std::uint64_t> messages_accepted{0};    // 250 after DATA
    std::atomic<std::uint64_t> messages_delivered{0};   // mailbox rows written
    std::atomic<std::uint64_t> messages_rejected{0};    // refused at MAIL, RCPT or DATA
    std::atomic<std::uint64_t> unencrypted_rejected{0}; // the 523 of them
    std::atomic<std::uint64_t> bounces{0};
    std::atomic<std::uint64_t> messages_from_others{0}; // accepted from other servers
    std::atomic<std::uint64_t> messages_replayed{0};    // copies not stored again, per mailbox
    std::atomic<std::uint64_t> unknown_recipients{0};   // that other servers asked for
    std::atomic<std::uint64_t> dkim_passed{0};
    std::atomic<std::uint64_t> dkim_failed{0};
    std::atomic<std::uint64_t> dkim_unknown{0}; // the DNS did not answer
    std::atomic<std::uint64_t> logins{0};
    std::atomic<std::uint64_t> logins_failed{0};
    std::atomic<std::uint64_t> accounts_created{0};
    std::atomic<std::int64_t> imap_connections{0};  // open now
    std::atomic<std::int64_t> imap_clients{0};      // logged in now
    std::atomic<std::int64_t> smtp_connections{0};  // of our users, open now
    std::atomic<std::int64_t> relay_connections{0}; // of other servers, open now
    std::atomic<std::int64_t> http_connections{0};  // open now
};

/// Adds one to a present number for as long as it lives.
class Presence {
public:
    explicit Presence(std::atomic<std::int64_t>& counter) : counter_(&counter) { ++counter; }
    Presence(Presence&& other) noexcept : counter_(other.counter_) { other.counter_ = nullptr; }
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;
    Presence& operator=(Presence&&) = delete;
    ~Presence()
    {
        if (counter_) --*counter_;
    }

private:
    std::atomic<std::int64_t>* counter_;
};

} // namespace roost::core
