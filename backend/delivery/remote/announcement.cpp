// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/announcement.h"

#include "backend/net/dane.h"

namespace roost::delivery::remote {

namespace asio = boost::asio;
namespace dns = net::dns;

asio::awaitable<Announcement>
announcementOf(dns::Lookup& names, std::string host, std::uint16_t port)
{
    Announcement announcement;
    const auto answer = co_await names.ask(dns::tlsaName(port, host), dns::Type::tlsa);
    if (answer.status == dns::Status::found && answer.is_secure)
        announcement.records = net::usableForMail(dns::tlsas(answer));
    if (answer.status != dns::Status::failed) co_return announcement;

    // RFC 7672 §2.2.2: servers that cannot answer for TLSA exist, mostly in unsigned zones.
    const auto address = co_await names.ask(host, dns::Type::a);
    if (address.is_secure || address.is_bogus)
        announcement.finding =
            ownFinding(answer.is_bogus ? Cause::dns_bogus : Cause::dns_failed, "4.7.5",
                       "the announced certificates of " + host + ": " + answer.why);
    co_return announcement;
}

} // namespace roost::delivery::remote
