// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/unbound.h"

#include "backend/net/dns/server_address.h"
#include "shared/base/text.h"

#include <array>
#include <fstream>
#include <string>
#include <utility>

namespace roost::net::dns {
namespace {

using Option = std::pair<const char*, const char*>;

constexpr auto Fixed = std::to_array<Option>({
    {"cache-max-negative-ttl:", "0"}, // a record that was just made is seen at once
    {"do-not-query-localhost:", "no"},
    // A forwarder that is fast for names it knows takes seconds for others, and is silent for those
    // whose servers are: neither may count against it for long.
    {"infra-cache-min-rtt:", "400"},
    {"infra-cache-max-rtt:", "12000"},
    {"infra-keep-probing:", "yes"},
    {"infra-host-ttl:", "15"},
    {"outbound-msg-retry:", "3"},
    {"msg-cache-size:", "4m"},
    {"rrset-cache-size:", "8m"},
    {"key-cache-size:", "1m"},
    // Names for private networks: the root can only say that they do not exist.
    {"domain-insecure:", "test."},
    {"domain-insecure:", "localhost."},
    {"domain-insecure:", "internal."},
    {"domain-insecure:", "home.arpa."},
});

// Answered by libunbound itself unless removed. Names of private networks come from forwarders.
constexpr std::array<const char*, 3> BuiltInZones = {"test.", "localhost.", "home.arpa."};

bool setOptions(ub_ctx* context, const Options& options)
{
    for (const auto& [name, value] : Fixed)
        if (ub_ctx_set_option(context, name, value) != UB_NOERROR) return false;
    const std::string sockets = std::to_string(options.max_sockets);
    const std::string streams = std::to_string(options.max_sockets / 8);
    return ub_ctx_set_option(context, "outgoing-range:", sockets.c_str()) == UB_NOERROR
           && ub_ctx_set_option(context, "outgoing-num-tcp:", streams.c_str()) == UB_NOERROR
           && ub_ctx_set_option(context, "do-ip6:", options.use_ipv6 ? "yes" : "no") == UB_NOERROR;
}

bool setForwarders(ub_ctx* context, const std::vector<std::string>& forwarders)
{
    for (const std::string& forwarder : forwarders) {
        const auto address = serverAddress(forwarder);
        if (!address || ub_ctx_set_fwd(context, address->c_str()) != UB_NOERROR) return false;
    }
    return true;
}

/// Without a record a file is no anchor, though libunbound would not mind.
bool isAnchor(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line))
        if (!line.starts_with(';') && !trimmed(line).empty()) return true;
    return false;
}

bool addAnchors(ub_ctx* context, const Options& options)
{
    bool has_any = false;
    for (const std::string_view line : split(options.extra_trust_anchor, '\n')) {
        const std::string record(trimmed(line));
        if (record.empty() || record.starts_with(';')) continue;
        if (ub_ctx_add_ta(context, record.c_str()) != UB_NOERROR) return false;
        has_any = true;
    }
    if (!isAnchor(options.trust_anchor)) return has_any;
    return ub_ctx_add_ta_file(context, options.trust_anchor.c_str()) == UB_NOERROR;
}

/// Reads everything that was set: fails when an anchor can not be understood.
bool finish(ub_ctx* context)
{
    for (const char* zone : BuiltInZones)
        if (ub_ctx_zone_remove(context, zone) != UB_NOERROR) return false;
    return true;
}

Unbound configured(const Options& options, bool validates)
{
    Unbound unbound{{ub_ctx_create(), DeleteUnbound()}, validates};
    ub_ctx* const context = unbound.context.get();
    if (!context) return unbound;
    ub_ctx_debugout(context, nullptr); // its lines would name domains
    const bool is_ready = ub_ctx_async(context, 1) == UB_NOERROR && setOptions(context, options)
                          && setForwarders(context, options.forwarders)
                          && (!validates || addAnchors(context, options)) && finish(context);
    if (!is_ready) unbound.context.reset();
    return unbound;
}

} // namespace

Result<Unbound> makeUnbound(const Options& options)
{
    Unbound unbound = configured(options, true);
    if (!unbound.context) unbound = configured(options, false);
    if (!unbound.context) return Error(Code::unavailable, "the DNS resolver can not be started");
    return unbound;
}

} // namespace roost::net::dns
