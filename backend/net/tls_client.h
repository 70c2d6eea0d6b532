// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/decode.h"
#include "shared/base/result.h"

#include <openssl/ssl.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace roost::net {

/// Whom a client wants to reach, and how sure it must be.
struct TlsPeer {
    std::string name;                 // SNI, and what the certificate must name; no IP address
    bool is_verified = true;          // false: encrypted, whoever it is
    std::vector<dns::Tlsa> announced; // when verified: one must fit too; empty: not asked for
    std::string alpn;                 // the one protocol offered; empty: none
};

/// How the relay is a TLS client: TLS 1.2 or later, certificates verified against the public
/// authorities and those of a setting. Any thread. Outlives its sessions.
class TlsClient {
public:
    static constexpr const char* PublicRoots = "/etc/ssl/certs/ca-certificates.crt";

    /// Without readable public roots nobody but the extra anchors is trusted, which is logged.
    explicit TlsClient(std::filesystem::path public_roots = PublicRoots);
    ~TlsClient();
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    /// Trusts `extra_trust_anchors` (PEM) besides the public roots from now on; nothing is done
    /// when they are those in use. Errors: invalid; what was in use stays.
    Result<> use(const std::string& extra_trust_anchors);

    /// A fresh SSL object in connect state. Throws when OpenSSL cannot.
    SSL* newSession(const TlsPeer& peer) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roost::net
