// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"
#include "backend/delivery/remote/host_limits.h"
#include "backend/delivery/remote/http_memory.h"
#include "backend/delivery/remote/mta_sts.h"
#include "backend/delivery/remote/network_services.h"
#include "backend/net/dialer.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace roost::delivery::remote {

/// Destinations in the real network: DNS, MTA-STS and DANE lead to hosts, which get mail over HTTPS
/// or SMTP. Any thread.
class NetworkDestinations final : public Destinations {
public:
    /// What is used, and outlives us.
    struct Needs {
        net::dns::Lookup& names;
        const net::TlsClient& tls;
        core::LiveSettings& settings;
        core::Workers& disk;
        const Clock& clock;
        std::filesystem::path policies; // folder of the MTA-STS policies; made when needed
    };

    explicit NetworkDestinations(const Needs& needs,
                                 std::function<HostLimits(Lane)> limits = &HostLimits::of);

    std::unique_ptr<Destination>
    open(std::string domain, Lane lane, std::shared_ptr<Progress> progress) override;

private:
    net::Dialer dialer_;
    MtaSts mta_sts_;
    HttpMemory http_memory_;
    const NetworkServices services_;
    const std::function<HostLimits(Lane)> limits_of_;
};

} // namespace roost::delivery::remote
