// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <openssl/ssl.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace roost::net {

/// What a listener speaks inside TLS decides the least version (protocol.md A4):
/// 1.3 for mail clients, 1.2 for HTTPS and for servers of others.
enum class TlsPolicy {
    mail_client, // IMAP and submission: TLS 1.3 only
    web,         // 443: TLS 1.2 or later, but 1.3 only when ALPN asks for imap or smtp (A3)
    relay,       // 25: TLS 1.2 or later
};

/// A certificate chain and its private key, as PEM.
struct Identity {
    std::string certificate_pem;
    std::string key_pem;
};

/// The self-signed identity kept in `folder` (key.pem 0600, certificate.pem), made when missing:
/// P-256, 100 years, CA:FALSE, serverAuth and clientAuth, SAN `domain`, www.`domain`,
/// mta-sts.`domain`; a `[1.2.3.4]` domain gets an IP SAN. The key is kept for ever (A7b, A8); the
/// certificate is made anew when the domain changed.
/// Errors: invalid (no host name), unavailable (the folder cannot be written), corrupt (the key
/// cannot be read).
Result<Identity> selfSignedIdentity(const std::filesystem::path& folder, const std::string& domain);

/// The server's TLS contexts: one per policy, sharing ticket keys that live in memory only, rotate
/// every 12 h and keep the previous set. `use` swaps the certificate while connections live on.
/// Any thread. Outlives its sessions.
class TlsServer {
public:
    TlsServer();
    ~TlsServer();
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    /// Errors: invalid (the certificate or key cannot be parsed, or they do not match).
    Result<> use(const Identity& identity);

    /// A fresh SSL object in accept state with SSL_MODE_RELEASE_BUFFERS; null before `use`.
    SSL* newSession(TlsPolicy policy) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roost::net
