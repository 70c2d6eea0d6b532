// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/certificate.h"
#include "backend/net/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <vector>

namespace roost::test {

using ContextPtr = std::unique_ptr<SSL_CTX, net::Freed<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, net::Freed<SSL_free>>;
using SessionPtr = std::unique_ptr<SSL_SESSION, net::Freed<SSL_SESSION_free>>;

/// What the client asks for.
struct Hello {
    int version = TLS1_3_VERSION;
    std::vector<std::string> alpn;
    SSL_SESSION* session = nullptr;
};

/// A TLS client as OpenSSL makes it, blocking: for a thread of its own. Owns the descriptor.
class RawTlsClient {
public:
    explicit RawTlsClient(int descriptor)
        : descriptor_(descriptor),
          context_(SSL_CTX_new(TLS_client_method())),
          ssl_(SSL_new(context_.get()))
    {
        SSL_set_fd(ssl_.get(), descriptor);
    }
    RawTlsClient(const RawTlsClient&) = delete;
    RawTlsClient& operator=(const RawTlsClient&) = delete;
    ~RawTlsClient() { ::close(descriptor_); }

    bool connect(const Hello& hello)
    {
        std::string alpn;
        for (const std::string& protocol : hello.alpn)
            alpn += static_cast<char>(protocol.size()) + protocol;
        SSL_set_min_proto_version(ssl_.get(), hello.version);
        SSL_set_max_proto_version(ssl_.get(), hello.version);
        SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(alpn.data()),
                            static_cast<unsigned>(alpn.size()));
        if (hello.session) SSL_set_session(ssl_.get(), hello.session);
        ERR_clear_error();
        return SSL_connect(ssl_.get()) == 1;
    }

    bool write(const std::string& octets)
    {
        return SSL_write(ssl_.get(), octets.data(), static_cast<int>(octets.size())) > 0;
    }

    /// What comes, until `end` ends it, or the peer.
    std::string readUntil(const std::string& end)
    {
        std::string received;
        char octets[4096];
        while (!received.ends_with(end)) {
            const int read = SSL_read(ssl_.get(), octets, sizeof octets);
            if (read <= 0) break;
            received.append(octets, static_cast<std::size_t>(read));
        }
        return received;
    }

    std::string alpn() const
    {
        const unsigned char* protocol = nullptr;
        unsigned octets = 0;
        SSL_get0_alpn_selected(ssl_.get(), &protocol, &octets);
        return {reinterpret_cast<const char*>(protocol), octets};
    }

    bool resumed() const { return SSL_session_reused(ssl_.get()) == 1; }
    /// Ends the connection: OpenSSL resumes only what was shut down.
    SessionPtr endedSession()
    {
        SSL_shutdown(ssl_.get());
        return SessionPtr(SSL_get1_session(ssl_.get()));
    }
    SSL* ssl() { return ssl_.get(); }

private:
    int descriptor_;
    ContextPtr context_;
    SslPtr ssl_;
};

/// An identity that lives in memory.
inline net::Identity identityFor(const std::string& domain)
{
    const net::KeyPtr key = net::makeKey();
    return {net::certificatePem(net::makeCertificate(key.get(), domain).get()),
            net::keyPem(key.get())};
}

} // namespace roost::test
