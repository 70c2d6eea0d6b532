// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/mta_sts_policy.h"
#include "backend/net/dialer.h"
#include "shared/base/clock.h"

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace roost::core {
class Workers;
}

namespace roost::delivery::remote {

/// The MTA-STS policies of others (RFC 8461): announced in DNS, fetched over verified HTTPS, kept
/// as long as they say. They are kept in files (`FOLDER/DOMAIN`): a policy protects from forged DNS
/// only if it outlives the process, and a domain is no secret that the queue does not hold as well.
/// Any thread.
class MtaSts {
public:
    static constexpr std::size_t MaxKept = 10'000;    // in memory, and in files
    static constexpr UnixSeconds CheckInterval = 300; // between questions for one domain (§3.3)
    static constexpr UnixSeconds FreshFor = SecondsPerDay; // then it is fetched again (§3.3)
    static constexpr std::chrono::milliseconds FetchLimit{10'000}; // to connect, and to answer

    /// How to reach the servers that hold policies.
    struct Way {
        Way(std::uint16_t port, bool with_ipv6) : https_port(port), use_ipv6(with_ipv6) {}
        std::uint16_t https_port = 443;
        bool use_ipv6 = true;
    };

    /// All outlive us.
    MtaSts(net::Dialer& dialer,
           const net::TlsClient& tls,
           core::Workers& disk,
           const Clock& clock,
           std::filesystem::path folder);

    /// The policy in force for mail to `domain`; null when there is none, or it cannot be fetched
    /// and none is kept (§5: then mail goes as if there were none; encryption is verified either
    /// way). Throws operation_aborted when cancelled.
    boost::asio::awaitable<std::shared_ptr<const MtaStsPolicy>> policyOf(std::string domain,
                                                                         Way way);

private:
    struct Entry {
        std::string id;
        UnixSeconds fetched_at = 0;
        UnixSeconds checked_at = 0;                 // in DNS
        std::shared_ptr<const MtaStsPolicy> policy; // null: none is known

        bool isValid(UnixSeconds now) const { return policy && now < fetched_at + policy->max_age; }
    };

    boost::asio::awaitable<Entry> kept(const std::string& domain);
    boost::asio::awaitable<void> renew(std::string domain, Way way, Entry& entry);
    boost::asio::awaitable<Result<std::string>> fetch(std::string domain, Way way);
    Result<std::string> readFile(const std::string& domain) const;
    Result<> writeFile(const std::string& domain, const std::string& text) const;
    void remember(const std::string& domain, const Entry& entry);

    net::Dialer& dialer_;
    const net::TlsClient& tls_;
    core::Workers& disk_;
    const Clock& clock_;
    const std::filesystem::path folder_;
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
};

} // namespace roost::delivery::remote
