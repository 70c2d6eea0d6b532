// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/host_limits.h"
#include "backend/delivery/remote/http_client.h"
#include "backend/delivery/remote/network_services.h"
#include "backend/delivery/remote/smtp_client.h"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roost::delivery::remote {

/// How one mail server is to be treated.
struct HostManner {
    std::string name; // or an IP address
    bool is_address = false;
    TlsRule rule = TlsRule::verified;
    std::vector<net::dns::Tlsa> announced; // its certificates; empty: nothing is known
    HostLimits limits;
};

/// What came of a try with one host: its verdict, or why another may be tried.
struct HostOutcome {
    std::optional<Report> report;
    std::optional<Finding> obstacle;     // when there is no report
    std::optional<Finding> http_verdict; // what it said over HTTPS, when SMTP said nothing
    bool may_have_it = false;            // by HTTPS, but did not say so: not to be posted again
};

/// One mail server, with the connections to it: HTTPS first, else SMTP (protocol.md D32).
class MailHost {
public:
    MailHost(NetworkServices services, HostManner manner, std::shared_ptr<Progress> progress);

    /// Throws operation_aborted when cancelled. `may_post`: over HTTPS, when all else allows it.
    boost::asio::awaitable<HostOutcome> deliver(const RemoteMessage& message, bool may_post);
    bool isOpen() const;
    /// Never throws.
    boost::asio::awaitable<void> close();

private:
    enum class Posted { delivered, refused, unreached };

    bool mayPost(const RemoteMessage& message) const;
    boost::asio::awaitable<bool> post(const RemoteMessage& message, HostOutcome& outcome);
    boost::asio::awaitable<Posted> postOnce(const RemoteMessage& message, HostOutcome& outcome);
    boost::asio::awaitable<bool> connectHttp();
    boost::asio::awaitable<void> send(const RemoteMessage& message, HostOutcome& outcome);
    boost::asio::awaitable<bool> sendByOpen(const RemoteMessage& message, HostOutcome& outcome);
    boost::asio::awaitable<bool> connectSmtp(HostOutcome& outcome, bool may_encrypt);
    boost::asio::awaitable<std::optional<net::Connection>>
    connect(std::uint16_t port, std::chrono::milliseconds limit, HostOutcome& outcome);
    HttpRequest request(const RemoteMessage& message) const;
    net::TlsPeer tlsPeer() const;
    Report reportOf(std::vector<RecipientResult> results, Channel channel) const;

    const NetworkServices services_;
    const HostManner manner_;
    const std::shared_ptr<Progress> progress_;
    std::unique_ptr<HttpClient> http_;
    std::unique_ptr<SmtpClient> smtp_;
    bool is_smtp_used_ = false;    // it has carried a message
    bool has_http_failed_ = false; // in the present try
    bool was_refused_ = false;     // by SMTP, before the first message
};

} // namespace roost::delivery::remote
