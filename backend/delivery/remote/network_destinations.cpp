// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/network_destinations.h"

#include "backend/core/live_settings.h"
#include "backend/delivery/remote/announcement.h"
#include "backend/delivery/remote/mail_host.h"
#include "backend/delivery/remote/route.h"

#include <algorithm>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;

constexpr std::size_t MaxHostsTried = 10; // at one try: each may take long

class NetworkDestination final : public Destination {
public:
    NetworkDestination(NetworkServices services,
                       std::string domain,
                       HostLimits limits,
                       std::shared_ptr<Progress> progress)
        : services_(services),
          domain_(std::move(domain)),
          limits_(limits),
          progress_(std::move(progress))
    {
    }

    asio::awaitable<Report> deliver(const RemoteMessage& message) override;
    bool isOpen() const override { return host_ && host_->isOpen(); }
    asio::awaitable<void> close() override;

private:
    asio::awaitable<Routing> route();
    asio::awaitable<std::optional<Finding>> applyPolicy(Route& route);
    asio::awaitable<HostOutcome>
    tryHost(const RemoteMessage& message, const Route& route, std::string name, bool may_post);
    Report failure(const RemoteMessage& message, const Finding& finding, Channel channel) const;

    const NetworkServices services_;
    const std::string domain_;
    const HostLimits limits_;
    const std::shared_ptr<Progress> progress_;
    std::unique_ptr<MailHost> host_; // that took the last message
};

asio::awaitable<Report> NetworkDestination::deliver(const RemoteMessage& message)
{
    bool may_post = true; // one that may have it already is one too many
    if (isOpen()) {
        HostOutcome outcome = co_await host_->deliver(message, may_post);
        if (outcome.report) co_return std::move(*outcome.report);
        may_post = !outcome.may_have_it;
    }
    const Routing routing = co_await route();
    if (routing.finding) co_return failure(message, *routing.finding, Channel::none);

    std::optional<Finding> obstacle; // of the host that is preferred
    std::optional<Finding> verdict;
    const auto count = std::min(routing.route.hosts.size(), MaxHostsTried);
    for (std::size_t i = 0; i < count; ++i) {
        HostOutcome outcome =
            co_await tryHost(message, routing.route, routing.route.hosts[i], may_post);
        if (outcome.report) co_return std::move(*outcome.report);
        may_post = may_post && !outcome.may_have_it;
        if (!obstacle) obstacle = outcome.obstacle;
        if (!verdict) verdict = outcome.http_verdict;
    }
    host_.reset();
    if (verdict) co_return failure(message, *verdict, Channel::https);
    co_return failure(message, *obstacle, Channel::smtp);
}

asio::awaitable<void> NetworkDestination::close()
{
    if (host_) co_await host_->close();
    host_.reset();
}

asio::awaitable<Routing> NetworkDestination::route()
{
    const auto own_name = services_.settings.get()->mail_domain;
    Routing routing = co_await routeTo(services_.dialer.names(), domain_, own_name);
    progress_->note();
    if (!routing.finding) routing.finding = co_await applyPolicy(routing.route);
    co_return routing;
}

/// Leaves out the hosts that the domain's MTA-STS policy does not allow.
asio::awaitable<std::optional<Finding>> NetworkDestination::applyPolicy(Route& route)
{
    const auto settings = services_.settings.get();
    const bool is_verified = tlsRuleFor(domain_, settings->plaintext_domains) == TlsRule::verified;
    if (!settings->use_mta_sts || !is_verified) co_return std::nullopt;
    const MtaSts::Way way(static_cast<std::uint16_t>(settings->outgoing_https_port),
                          !settings->disable_ipv6);
    const auto policy = co_await services_.mta_sts.policyOf(domain_, way);
    progress_->note();
    if (!policy) co_return std::nullopt;
    std::erase_if(route.hosts, [&](const std::string& host) { return !policy->allows(host); });
    if (!route.hosts.empty()) co_return std::nullopt;
    co_return ownFinding(Cause::mta_sts_refused, "4.7.5",
                         "the policy of " + domain_ + " allows none of its mail servers");
}

asio::awaitable<HostOutcome> NetworkDestination::tryHost(const RemoteMessage& message,
                                                         const Route& route,
                                                         std::string name,
                                                         bool may_post)
{
    const auto settings = services_.settings.get();
    HostManner manner;
    manner.name = name;
    manner.is_address = route.is_address;
    manner.rule = tlsRuleFor(domain_, settings->plaintext_domains);
    manner.limits = limits_;
    HostOutcome outcome;
    if (settings->use_dane && route.is_secure && manner.rule == TlsRule::verified) {
        const auto port = static_cast<std::uint16_t>(settings->outgoing_smtp_port);
        auto announcement = co_await announcementOf(services_.dialer.names(), name, port);
        outcome.obstacle = announcement.finding;
        if (outcome.obstacle) co_return outcome;
        manner.announced = std::move(announcement.records);
    }
    host_ = std::make_unique<MailHost>(services_, std::move(manner), progress_);
    co_return co_await host_->deliver(message, may_post);
}

Report NetworkDestination::failure(const RemoteMessage& message,
                                   const Finding& finding,
                                   Channel channel) const
{
    Report report;
    report.channel = channel;
    for (const std::string& recipient : message.recipients)
        report.results.push_back(resultOf(recipient, finding));
    return report;
}

} // namespace

NetworkDestinations::NetworkDestinations(const Needs& needs, std::function<HostLimits(Lane)> limits)
    : dialer_(needs.names),
      mta_sts_(dialer_, needs.tls, needs.disk, needs.clock, needs.policies),
      services_{dialer_, needs.tls, needs.settings, needs.disk, mta_sts_, http_memory_},
      limits_of_(std::move(limits))
{
}

std::unique_ptr<Destination>
NetworkDestinations::open(std::string domain, Lane lane, std::shared_ptr<Progress> progress)
{
    return std::make_unique<NetworkDestination>(services_, std::move(domain), limits_of_(lane),
                                                std::move(progress));
}

} // namespace roost::delivery::remote
