// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace roost::core {
class LiveSettings;
class Workers;
} // namespace roost::core
namespace roost::net {
class Dialer;
class TlsClient;
} // namespace roost::net

namespace roost::delivery::remote {

class HttpMemory;
class MtaSts;

/// What all destinations use. Outlives them.
struct NetworkServices {
    net::Dialer& dialer;
    const net::TlsClient& tls;
    core::LiveSettings& settings;
    core::Workers& disk;
    MtaSts& mta_sts;
    HttpMemory& http_memory;
};

} // namespace roost::delivery::remote
