// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/smtp_client.h"

#include <chrono>

namespace roost::delivery::remote {

/// How long to wait for the servers of a destination.
struct HostLimits {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds http_connect{5'000}; // and again for TLS: many drop port 443 silently
    std::chrono::milliseconds http_answer{60'000}; // protocol.md D32
    std::int64_t http_slowest = SlowestServer;     // octets per second of a message
    SmtpLimits smtp;

    /// Nobody else waits behind those that have failed already: they may be slow.
    static HostLimits of(Lane lane)
    {
        HostLimits limits;
        if (lane == Lane::failing)
            limits.connect = std::chrono::seconds(30);
        else
            limits.smtp.greeting = std::chrono::seconds(10);
        return limits;
    }
};

} // namespace roost::delivery::remote
