// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/mta_sts.h"

#include "backend/core/log.h"
#include "backend/core/offload.h"
#include "backend/delivery/remote/http_client.h"
#include "backend/net/dns/decode.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <charconv>
#include <fstream>
#include <iterator>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr int Ok = 200; // RFC 8461 §3.3: redirections are not followed

/// A name that is a file of its own folder.
bool isFileName(const std::string& domain)
{
    return net::dns::isName(domain) && !domain.starts_with('.')
           && domain.find('/') == std::string::npos;
}

Error unavailable(std::string why)
{
    return Error(Code::unavailable, std::move(why));
}

/// Drops the policy that was renewed longest ago, when there are as many as there may be.
void makeRoom(const fs::path& folder)
{
    std::error_code error;
    std::size_t count = 0;
    fs::path oldest;
    fs::file_time_type oldest_at = fs::file_time_type::max();
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto written_at = entry.last_write_time(error);
        ++count;
        if (written_at >= oldest_at) continue;
        oldest = entry.path();
        oldest_at = written_at;
    }
    if (count >= MtaSts::MaxKept) fs::remove(oldest, error);
}

/// A kept file: when it was fetched, its version, and below the policy as it came.
std::string fileText(UnixSeconds fetched_at, const std::string& id, const std::string& policy)
{
    return std::to_string(fetched_at) + " " + id + "\n" + policy;
}

} // namespace

MtaSts::MtaSts(net::Dialer& dialer,
               const net::TlsClient& tls,
               core::Workers& disk,
               const Clock& clock,
               fs::path folder)
    : dialer_(dialer), tls_(tls), disk_(disk), clock_(clock), folder_(std::move(folder))
{
}

asio::awaitable<std::shared_ptr<const MtaStsPolicy>> MtaSts::policyOf(std::string domain, Way way)
{
    if (!isFileName(domain)) co_return nullptr;
    Entry entry = co_await kept(domain);
    if (clock_.now() >= entry.checked_at + CheckInterval) {
        co_await renew(domain, way, entry);
        entry.checked_at = clock_.now();
        remember(domain, entry);
    }
    co_return entry.isValid(clock_.now()) ? entry.policy : nullptr;
}

/// What memory or the disk knows, not necessarily still valid.
asio::awaitable<MtaSts::Entry> MtaSts::kept(const std::string& domain)
{
    {
        const std::lock_guard lock(mutex_);
        const auto known = entries_.find(domain);
        if (known != entries_.end()) co_return known->second;
    }
    Entry entry;
    auto read = [&] { return readFile(domain); };
    const auto text = co_await core::offload(disk_, read);
    if (!text) co_return entry;
    const auto line_end = text->find('\n');
    const auto space = text->find(' ');
    if (line_end == std::string::npos || space > line_end) co_return entry;
    std::from_chars(text->data(), text->data() + space, entry.fetched_at);
    entry.id = text->substr(space + 1, line_end - space - 1);
    auto policy = MtaStsPolicy::parse(std::string_view(*text).substr(line_end + 1));
    if (policy) entry.policy = std::make_shared<const MtaStsPolicy>(std::move(*policy));
    co_return entry;
}

/// Brings `entry` up to date, as far as DNS and the policy's server let us.
asio::awaitable<void> MtaSts::renew(std::string domain, Way way, Entry& entry)
{
    const auto answer = co_await dialer_.names().ask("_mta-sts." + domain, net::dns::Type::txt);
    const auto id = mtaStsId(net::dns::texts(answer));
    const auto now = clock_.now();
    if (!id) co_return;
    if (*id == entry.id && entry.isValid(now) && now < entry.fetched_at + FreshFor) co_return;
    const auto text = co_await fetch(domain, way);
    auto policy = text ? MtaStsPolicy::parse(*text) : Result<MtaStsPolicy>(text.error());
    if (!policy) {
        core::Log().warn("no mta-sts policy", {{"domain", domain}, {"why", policy.error().detail}});
        co_return;
    }
    entry.id = *id;
    entry.fetched_at = now;
    entry.policy = std::make_shared<const MtaStsPolicy>(std::move(*policy));
    const std::string kept_text = fileText(now, *id, *text);
    auto write = [&] { return writeFile(domain, kept_text); };
    if (const auto written = co_await core::offload(disk_, write); !written)
        core::Log().warn("mta-sts policy not kept", {{"why", written.error().detail}});
}

asio::awaitable<Result<std::string>> MtaSts::fetch(std::string domain, Way way)
{
    net::Dialing dialing;
    dialing.host = "mta-sts." + domain;
    dialing.port = way.https_port;
    dialing.use_ipv6 = way.use_ipv6;
    dialing.limit = FetchLimit;
    auto dialed = co_await dialer_.dial(dialing);
    if (!dialed.connection) co_return unavailable(dialed.why);

    HttpClient client(std::move(*dialed.connection), FetchLimit, std::make_shared<Progress>());
    net::TlsPeer peer;
    peer.name = dialing.host;
    HttpRequest request;
    request.host = dialing.host;
    if (way.https_port != 443) request.host += ":" + std::to_string(way.https_port);
    request.path = "/.well-known/mta-sts.txt";
    HttpAnswer answer;
    try {
        co_await client.begin(tls_, peer, FetchLimit);
        answer = co_await client.get(request);
    } catch (const boost::system::system_error& e) {
        if (e.code() == asio::error::operation_aborted) throw;
        co_return unavailable(e.code().message());
    }
    co_await client.close();
    if (answer.status != Ok) co_return unavailable("HTTP " + std::to_string(answer.status));
    if (answer.media_type != "text/plain") co_return unavailable("it is no plain text");
    co_return std::move(answer.body);
}

Result<std::string> MtaSts::readFile(const std::string& domain) const
{
    std::ifstream file(folder_ / domain, std::ios::binary);
    if (!file) return Error(Code::not_found, "no kept policy");
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

Result<> MtaSts::writeFile(const std::string& domain, const std::string& text) const
{
    std::error_code error;
    fs::create_directories(folder_, error);
    const fs::path path = folder_ / domain;
    if (!fs::exists(path, error)) makeRoom(folder_);
    const fs::path temporary = folder_ / ("." + domain);
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) return unavailable(temporary.string() + " cannot be written");
    fs::rename(temporary, path, error);
    if (error) return unavailable(path.string() + ": " + error.message());
    return {};
}

void MtaSts::remember(const std::string& domain, const Entry& entry)
{
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= MaxKept && !entries_.contains(domain)) entries_.erase(entries_.begin());
    entries_[domain] = entry;
}

} // namespace roost::delivery::remote
