// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/route.h"

#include "backend/net/dns/decode.h"
#include "shared/base/text.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <random>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;
namespace dns = net::dns;
using MxHosts = std::vector<dns::MxHost>;

Routing none(Finding finding)
{
    Routing routing;
    routing.finding = std::move(finding);
    return routing;
}

Routing only(std::string host, bool is_address, bool is_secure)
{
    Routing routing;
    routing.route.hosts.push_back(std::move(host));
    routing.route.is_address = is_address;
    routing.route.is_secure = is_secure;
    return routing;
}

/// RFC 5321 §4.1.3.
Routing literalRoute(std::string_view literal)
{
    constexpr std::string_view Ipv6Tag = "[ipv6:";
    const bool is_tagged = startsWithNoCase(literal, Ipv6Tag);
    literal.remove_prefix(is_tagged ? Ipv6Tag.size() : 1);
    if (literal.ends_with(']')) literal.remove_suffix(1);
    boost::system::error_code error;
    const auto address = asio::ip::make_address(std::string(literal), error);
    if (error || address.is_v6() != is_tagged)
        return none(ownFinding(Cause::bad_domain, "5.1.2", "the address cannot exist"));
    return only(address.to_string(), true, false);
}

/// Load is shared among hosts of one preference (RFC 5321 §5.1).
void shuffleEquals(MxHosts& hosts)
{
    thread_local std::minstd_rand random{std::random_device()()};
    for (auto first = hosts.begin(); first != hosts.end();) {
        const auto last = std::find_if(first, hosts.end(), [&](const dns::MxHost& host) {
            return host.preference != first->preference;
        });
        std::shuffle(first, last, random);
        first = last;
    }
}

/// Mail must not come back to us: who is no better than ourselves is left out (RFC 5321 §5.1).
void dropFromOurselves(MxHosts& hosts, const std::string& own_name)
{
    const auto own = std::ranges::find(hosts, own_name, &dns::MxHost::name);
    if (own == hosts.end()) return;
    const auto preference = own->preference;
    std::erase_if(hosts,
                  [preference](const dns::MxHost& host) { return host.preference >= preference; });
}

Routing byHosts(const std::string& domain, MxHosts hosts, const std::string& own_name)
{
    if (hosts.front().name.empty()) { // RFC 7505
        const std::string sentence = domain + " takes no mail";
        return none({Outcome::permanent, Cause::null_mx, "556 5.1.10 " + sentence, "5.1.10"});
    }
    dropFromOurselves(hosts, own_name);
    if (hosts.empty())
        return none(ownFinding(Cause::points_here, "5.4.6",
                               "the mail of " + domain + " is directed to this relay"));
    shuffleEquals(hosts);
    Routing routing;
    for (dns::MxHost& host : hosts) routing.route.hosts.push_back(std::move(host.name));
    return routing;
}

Routing judge(const dns::Answer& answer, const std::string& domain, const std::string& own_name)
{
    switch (answer.status) {
    case dns::Status::no_such_name:
        return none({Outcome::permanent, Cause::no_such_domain,
                     "512 5.1.2 the domain " + domain + " does not exist", "5.1.2"});
    case dns::Status::failed:
        return none(ownFinding(answer.is_bogus ? Cause::dns_bogus : Cause::dns_failed, "4.4.3",
                               "the mail servers of " + domain + ": " + answer.why));
    case dns::Status::no_data: // RFC 5321 §5.1: then it is a mail server itself
        return only(domain, false, answer.is_secure);
    case dns::Status::found: break;
    }
    auto hosts = dns::mxHosts(answer);
    if (!hosts || hosts->empty())
        return none(ownFinding(Cause::no_address, "4.4.4",
                               "the MX records of " + domain + " name no host"));
    Routing routing = byHosts(domain, std::move(*hosts), own_name);
    routing.route.is_secure = answer.is_secure;
    return routing;
}

/// Whether DNS says, and does not fail to say, that `host` has no address.
asio::awaitable<bool> isWithoutAddress(dns::Lookup& names, std::string host)
{
    for (const auto type : {dns::Type::a, dns::Type::aaaa}) {
        const dns::Answer answer = co_await names.ask(host, type);
        if (answer.status == dns::Status::found || answer.status == dns::Status::failed)
            co_return false;
    }
    co_return true;
}

} // namespace

asio::awaitable<Routing> routeTo(dns::Lookup& names, std::string domain, std::string own_name)
{
    if (domain.starts_with('[')) co_return literalRoute(domain);
    if (!dns::isName(domain))
        co_return none(ownFinding(Cause::bad_domain, "5.1.2", "the address cannot exist"));
    const dns::Answer answer = co_await names.ask(domain, dns::Type::mx);
    if (answer.status == dns::Status::no_data && co_await isWithoutAddress(names, domain))
        co_return none(ownFinding(Cause::no_such_domain, "5.4.4",
                                  "the domain " + domain + " has no mail server and no address"));
    co_return judge(answer, domain, own_name);
}

} // namespace roost::delivery::remote
