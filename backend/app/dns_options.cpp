// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/dns_options.h"

#include "backend/app/descriptors.h"

#include <fstream>
#include <string>

namespace roost::app {
namespace {

constexpr std::size_t MaxAnchors = 65536; // octets

/// Empty when there is none.
std::string anchorsIn(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(MaxAnchors, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return text;
}

} // namespace

Result<net::dns::Options> dnsOptions(const settings::Values& values,
                                     const std::filesystem::path& data_dir)
{
    auto forwarders = net::dns::forwarderList(values.dns_forwarders);
    if (!forwarders) return Error(Code::invalid, "dns_forwarders: " + forwarders.error().detail);
    net::dns::Options options;
    options.forwarders = std::move(*forwarders);
    options.extra_trust_anchor = anchorsIn(data_dir / "dns-trust-anchors");
    options.use_ipv6 = !values.disable_ipv6;
    options.max_sockets = resolverSockets();
    return options;
}

} // namespace roost::app
