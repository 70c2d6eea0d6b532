// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/options.h"

#include "backend/net/dns/server_address.h"
#include "shared/base/text.h"

namespace roost::net::dns {

Result<std::vector<std::string>> forwarderList(std::string_view setting)
{
    std::vector<std::string> servers;
    for (const std::string_view word : split(setting, ' ')) {
        if (word.empty()) continue;
        if (!serverAddress(word))
            return Error(Code::invalid, "\"" + std::string(word) + "\" is no IP address with or "
                                            + "without a port");
        servers.emplace_back(word);
    }
    return servers;
}

} // namespace roost::net::dns
