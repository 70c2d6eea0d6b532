// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/smtp_client.h"

#include <chrono>

namespace roost::delivery::remote {

/// How long to wait for the servers of a destination.
struct Patience {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds http_connect{5'000}; // and again for TLS: many drop port 443 silently
    std::chrono::milliseconds http_answer{60'000}; // protocol.md D32
    SmtpLimits smtp;

    /// Nobody else waits behind those that have failed already: they may be slow.
    static Patience of(Lane lane)
    {
        Patience patience;
        if (lane == Lane::failing)
            patience.connect = std::chrono::seconds(30);
        else
            patience.smtp.greeting = std::chrono::seconds(10);
        return patience;
    }
};

} // namespace roost::delivery::remote
