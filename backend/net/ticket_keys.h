// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <optional>

namespace roost::net {

/// What encrypts session tickets (RFC 5077 §4): made here, kept in memory only, one set for all
/// listeners and certificates. Any thread.
class TicketKeys {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr auto Lifetime = std::chrono::hours(12);

    struct Key {
        std::array<unsigned char, 16> name;
        std::array<unsigned char, 32> cipher;
        std::array<unsigned char, 32> mac;
    };
    struct Found {
        Key key;
        bool is_current; // else the ticket deserves a newer one
    };

    explicit TicketKeys(Time now);
    ~TicketKeys();
    TicketKeys(const TicketKeys&) = delete;
    TicketKeys& operator=(const TicketKeys&) = delete;

    /// The key for new tickets, made anew every 12 h.
    Key current(Time now);
    /// The current or the previous key of that name; a ticket of any other key is worthless.
    std::optional<Found> find(const unsigned char* name, Time now);

private:
    void rotate(Time now);

    std::mutex mutex_;
    Key current_;
    Key previous_;
    Time made_at_;
};

} // namespace roost::net
