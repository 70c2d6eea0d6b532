// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/protocols.h"

#include "backend/core/log.h"
#include "shared/base/text.h"

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <chrono>

namespace roost::app {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;

constexpr auto HandshakeLimit = 30s; // a client races several attempts: half-open ones are cheap

/// A port of ours as the settings name it.
struct Port {
    Protocol protocol;
    std::int64_t settings::Values::*number;
    std::string_view setting;
};

constexpr std::array Ports = {
    Port{Protocol::imaps, &settings::Values::imaps_port, "imaps_port"},
    Port{Protocol::imap, &settings::Values::imap_port, "imap_port"},
    Port{Protocol::submissions, &settings::Values::smtp_submissions_port, "smtp_submissions_port"},
    Port{Protocol::submission, &settings::Values::smtp_submission_port, "smtp_submission_port"},
    Port{Protocol::smtp, &settings::Values::smtp_port, "smtp_port"},
    Port{Protocol::https, &settings::Values::https_port, "https_port"},
};

bool beginsWithTls(Protocol protocol)
{
    return protocol != Protocol::imap && protocol != Protocol::submission
           && protocol != Protocol::smtp;
}

/// Returns before the session begins, so that nothing of it lives as long as that.
awaitable<void> beginTls(net::Connection& peer, Protocol protocol, ThreadServices& services)
{
    const auto policy =
        protocol == Protocol::https ? net::TlsPolicy::web : net::TlsPolicy::mail_client;
    peer.expiresAfter(HandshakeLimit);
    {
        const HalfOpen::Place place(services.silent, peer);
        co_await peer.waitForInput();
    }
    const HalfOpen::Place place(services.shaking_hands, peer);
    co_await peer.acceptTls(services.imap.tls, policy);
}

/// On 443 clients name what they want.
Protocol spokenOn(Protocol protocol, const net::Connection& peer)
{
    if (protocol != Protocol::https) return protocol;
    const std::string chosen = peer.alpn();
    if (chosen == "smtp") return Protocol::submissions;
    if (chosen == "imap") return Protocol::imaps;
    return Protocol::https;
}

} // namespace

std::string_view protocolName(Protocol protocol)
{
    switch (protocol) {
    case Protocol::imaps: return "imaps";
    case Protocol::imap: return "imap";
    case Protocol::submissions: return "submissions";
    case Protocol::submission: return "submission";
    case Protocol::smtp: return "smtp";
    case Protocol::https: return "https";
    }
    return "";
}

std::string_view portSetting(Protocol protocol)
{
    return std::ranges::find(Ports, protocol, &Port::protocol)->setting;
}

Result<std::vector<Endpoint>> wantedEndpoints(const settings::Values& values)
{
    std::vector<Endpoint> endpoints;
    for (const std::string_view word : split(values.listen_addresses, ' ')) {
        if (word.empty()) continue;
        boost::system::error_code bad;
        const auto address = boost::asio::ip::make_address(word, bad);
        if (bad)
            return Error(Code::invalid,
                         "listen_addresses: " + std::string(word) + " is not an IP address");
        for (const Port& port : Ports) {
            if (values.*port.number == 0) continue;
            const std::int64_t number = values.*port.number + values.port_offset;
            if (number < 1 || number > 65535)
                return Error(Code::invalid, "port_offset: makes a port " + std::to_string(number)
                                                + ", allowed is 1..65535");
            const boost::asio::ip::tcp::endpoint endpoint(address,
                                                          static_cast<std::uint16_t>(number));
            endpoints.push_back({port.protocol, endpoint});
        }
    }
    return endpoints;
}

awaitable<void> serve(net::Connection peer, Protocol protocol, ThreadServices& services)
{
    try {
        if (beginsWithTls(protocol)) co_await beginTls(peer, protocol, services);
        switch (spokenOn(protocol, peer)) {
        case Protocol::imap:
        case Protocol::imaps: co_await imap::serve(std::move(peer), services.imap); break;
        case Protocol::submission:
        case Protocol::submissions:
            co_await smtp::serveSubmission(std::move(peer), services.submission);
            break;
        case Protocol::smtp: co_await smtp::serveRelay(std::move(peer), services.relay); break;
        case Protocol::https: co_await http::serve(std::move(peer), services.http); break;
        }
    } catch (const boost::system::system_error& failure) {
        // The ordinary end of a connection: gone, too slow, no TLS, or we stop.
        core::Log().debug("connection ended", {{"protocol", protocolName(protocol)},
                                               {"why", failure.code().message()}});
    }
}

} // namespace roost::app
