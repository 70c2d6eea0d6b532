// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/announcement.h"

#include "backend/net/dane.h"

namespace roost::delivery::remote {

namespace asio = boost::asio;
namespace dns = net::dns;

namespace {

Finding hidden(const std::string& what, const dns::Answer& answer)
{
    return ownFinding(answer.is_bogus ? Cause::dns_bogus : Cause::dns_failed, "4.7.5",
                      what + ": " + answer.why);
}

/// Where announcements for a host may be.
struct Places {
    std::vector<std::string> names; // the best first; none: its zone is not signed
    std::optional<Finding> finding; // nobody can tell
};

/// RFC 7672 §2.2.2: the addresses tell what is signed, without a question to servers that cannot
/// answer one for TLSA records; those exist, mostly in zones that are not signed.
asio::awaitable<Places> placesFor(dns::Lookup& names, std::string host)
{
    Places places;
    const auto address = co_await names.ask(host, dns::Type::a);
    const bool is_alias = !address.canonical_name.empty() && address.canonical_name != host;
    if (address.status == dns::Status::failed) {
        places.finding = hidden("the address of " + host, address);
    } else if (address.is_secure) {
        if (is_alias) places.names.push_back(address.canonical_name);
        places.names.push_back(host);
    } else if (is_alias) { // perhaps only what it leads to is not signed
        const auto alias = co_await names.ask(host, dns::Type::cname);
        if (alias.status == dns::Status::failed)
            places.finding = hidden("the alias " + host, alias);
        else if (alias.is_secure)
            places.names.push_back(host);
    }
    co_return places;
}

} // namespace

asio::awaitable<Announcement>
announcementOf(dns::Lookup& names, std::string host, std::uint16_t port)
{
    Announcement announcement;
    const Places places = co_await placesFor(names, host);
    announcement.finding = places.finding;
    for (const std::string& place : places.names) {
        const auto answer = co_await names.ask(dns::tlsaName(port, place), dns::Type::tlsa);
        if (answer.status == dns::Status::failed)
            announcement.finding = hidden("the announced certificates of " + place, answer);
        const bool is_announced = answer.status == dns::Status::found && answer.is_secure;
        if (is_announced) announcement.records = net::usableForMail(dns::tlsas(answer));
        if (is_announced || announcement.finding) break;
    }
    co_return announcement;
}

} // namespace roost::delivery::remote
