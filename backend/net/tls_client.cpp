// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/tls_client.h"

#include "backend/core/log.h"
#include "backend/net/certificate.h"
#include "backend/net/tls_error.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <mutex>
#include <stdexcept>

namespace roost::net {
namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Freed<SSL_free>>;

void require(bool success)
{
    if (!success) throw std::runtime_error("OpenSSL failed: " + takeTlsErrorText());
}

/// Sessions are not resumed: who is resumed is not verified again.
ContextPtr newContext()
{
    ContextPtr context(SSL_CTX_new(TLS_client_method()));
    require(context != nullptr);
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                                        | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                           | SSL_OP_NO_TICKET | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_read_ahead(context.get(), 1);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    require(SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) == 1);
    // An anchor of the setting may be any certificate, not only a root.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.get()), X509_V_FLAG_PARTIAL_CHAIN);
    return context;
}

Result<> addAnchors(SSL_CTX* context, const std::string& pem)
{
    X509_STORE* const store = SSL_CTX_get_cert_store(context);
    const BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    require(bio != nullptr);
    for (;;) {
        const CertificatePtr next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        if (!next) break;
        require(X509_STORE_add_cert(store, next.get()) == 1);
    }
    const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    const std::string why = takeTlsErrorText();
    if (!at_end) return Error(Code::invalid, "trusted certificates: " + why);
    return {};
}

/// The name of `peer` is asked for, and must be what the certificate is for (RFC 9525 §6: the
/// subject's common name does not count).
bool demandName(SSL* ssl, const TlsPeer& peer)
{
    SSL_set_hostflags(ssl,
                      X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    SSL_set_verify(ssl, SSL_VERIFY_PEER, nullptr);
    return !peer.name.empty() && SSL_set1_host(ssl, peer.name.c_str()) == 1;
}

bool offer(SSL* ssl, const std::string& protocol)
{
    const std::string wire = static_cast<char>(protocol.size()) + protocol;
    return SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char*>(wire.data()),
                               static_cast<unsigned>(wire.size()))
           == 0;
}

} // namespace

struct TlsClient::State {
    std::filesystem::path public_roots;
    mutable std::mutex mutex; // of all below
    std::string extra_trust_anchors;
    ContextPtr context;

    Result<ContextPtr> contextWith(const std::string& anchors) const
    {
        ContextPtr fresh = newContext();
        const auto added = addAnchors(fresh.get(), anchors);
        if (!added) return added.error();
        if (SSL_CTX_load_verify_locations(fresh.get(), public_roots.c_str(), nullptr) != 1) {
            core::Log().error("no public certificate authorities",
                              {{"file", public_roots.string()}, {"why", takeTlsErrorText()}});
        }
        return fresh;
    }
};

TlsClient::TlsClient(std::filesystem::path public_roots) : state_(std::make_unique<State>())
{
    state_->public_roots = std::move(public_roots);
    state_->context = std::move(*state_->contextWith({}));
}

TlsClient::~TlsClient() = default;

Result<> TlsClient::use(const std::string& extra_trust_anchors)
{
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->extra_trust_anchors == extra_trust_anchors) return {};
    }
    auto fresh = state_->contextWith(extra_trust_anchors);
    if (!fresh) return fresh.error();
    const std::lock_guard lock(state_->mutex);
    state_->context.swap(*fresh); // sessions keep the old one alive as long as they need
    state_->extra_trust_anchors = extra_trust_anchors;
    return {};
}

SSL* TlsClient::newSession(const TlsPeer& peer) const
{
    SslPtr ssl;
    {
        const std::lock_guard lock(state_->mutex);
        ssl.reset(SSL_new(state_->context.get()));
    }
    require(ssl != nullptr);
    SSL_set_connect_state(ssl.get());
    require(peer.name.empty() || SSL_set_tlsext_host_name(ssl.get(), peer.name.c_str()) == 1);
    require(peer.alpn.empty() || offer(ssl.get(), peer.alpn));
    require(!peer.is_verified || demandName(ssl.get(), peer));
    return ssl.release();
}

} // namespace roost::net
