// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/tls.h"

#include "backend/net/certificate.h"
#include "backend/net/ticket_keys.h"
#include "backend/net/tls_error.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>

namespace roost::net {
namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;

// What a client may ask for by ALPN, in the order in which we choose (protocol.md A3).
constexpr std::array<std::string_view, 3> Protocols = {"smtp", "imap", "http/1.1"};
constexpr std::size_t MailProtocols = 2; // the first two

bool offers(std::string_view list, std::string_view protocol)
{
    while (!list.empty()) {
        const auto octets = static_cast<unsigned char>(list.front());
        if (list.substr(1, octets) == protocol) return true;
        list.remove_prefix(std::min<std::size_t>(list.size(), 1U + octets));
    }
    return false;
}

/// RFC 7301 §3.2. No common protocol is no refusal: clients without a choice get the listener's.
int chooseProtocol(SSL*,
                   const unsigned char** chosen,
                   unsigned char* chosen_octets,
                   const unsigned char* list,
                   unsigned int list_octets,
                   void*)
{
    const std::string_view offered(reinterpret_cast<const char*>(list), list_octets);
    for (const std::string_view protocol : Protocols) {
        if (!offers(offered, protocol)) continue;
        *chosen = reinterpret_cast<const unsigned char*>(protocol.data());
        *chosen_octets = static_cast<unsigned char>(protocol.size());
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_NOACK;
}

/// Mail through the web port obeys the mail ports' rule. Only here, before the version is
/// negotiated, can that still be asked for.
int demandNewTlsForMail(SSL* ssl, int*, void*)
{
    const unsigned char* extension = nullptr;
    std::size_t octets = 0;
    if (!SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_application_layer_protocol_negotiation,
                                   &extension, &octets)
        || octets < 2)
        return SSL_CLIENT_HELLO_SUCCESS;
    const std::string_view offered(reinterpret_cast<const char*>(extension) + 2, octets - 2);
    const auto mail = Protocols.begin() + MailProtocols;
    if (std::any_of(Protocols.begin(), mail,
                    [&](std::string_view protocol) { return offers(offered, protocol); }))
        SSL_set_min_proto_version(ssl, TLS1_3_VERSION);
    return SSL_CLIENT_HELLO_SUCCESS;
}

bool setMac(EVP_MAC_CTX* mac, TicketKeys::Key& key)
{
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key.mac.data(), key.mac.size()),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end(),
    };
    return EVP_MAC_CTX_set_params(mac, parameters) == 1;
}

bool encryptTicket(TicketKeys::Key key,
                   unsigned char* name,
                   unsigned char* iv,
                   EVP_CIPHER_CTX* cipher,
                   EVP_MAC_CTX* mac)
{
    std::copy(key.name.begin(), key.name.end(), name);
    return RAND_bytes(iv, EVP_CIPHER_get_iv_length(EVP_aes_256_cbc())) == 1
           && EVP_EncryptInit_ex(cipher, EVP_aes_256_cbc(), nullptr, key.cipher.data(), iv) == 1
           && setMac(mac, key);
}

/// Results as SSL_CTX_set_tlsext_ticket_key_evp_cb(3) defines them.
int ticketKey(SSL* ssl,
              unsigned char* name,
              unsigned char* iv,
              EVP_CIPHER_CTX* cipher,
              EVP_MAC_CTX* mac,
              int encrypt)
{
    constexpr int Failed = -1, Unknown = 0, Good = 1, GoodButRenew = 2;
    auto* const keys = static_cast<TicketKeys*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    const auto now = std::chrono::steady_clock::now();
    if (encrypt) return encryptTicket(keys->current(now), name, iv, cipher, mac) ? Good : Failed;
    auto found = keys->find(name, now);
    if (!found) return Unknown;
    if (EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), nullptr, found->key.cipher.data(), iv) != 1
        || !setMac(mac, found->key))
        return Failed;
    return found->is_current ? Good : GoodButRenew;
}

/// What keeps an idle connection small: buffers go back when empty, no compression, no cache.
void configure(SSL_CTX* context, TicketKeys& keys)
{
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                                  | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                     | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_read_ahead(context, 1); // one system call per record, not two
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_timeout(context, std::chrono::seconds(TicketKeys::Lifetime).count());
    // Every connection leaves the client a ticket, a resumed one too: as many as it has
    // connections.
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_app_data(context, &keys);
    SSL_CTX_set_tlsext_ticket_key_evp_cb(context, ticketKey);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
}

ContextPtr newContext(TlsPolicy policy, TicketKeys& keys)
{
    ContextPtr context(SSL_CTX_new(TLS_server_method()));
    if (!context) throw std::runtime_error("OpenSSL failed: " + takeTlsErrorText());
    configure(context.get(), keys);
    const auto least = policy == TlsPolicy::mail_client ? TLS1_3_VERSION : TLS1_2_VERSION;
    if (policy == TlsPolicy::web)
        SSL_CTX_set_client_hello_cb(context.get(), demandNewTlsForMail, nullptr);
    if (!SSL_CTX_set_min_proto_version(context.get(), least)
        || !SSL_CTX_set1_groups_list(context.get(), "X25519:P-256:P-384")
        || !SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20"))
        throw std::runtime_error("OpenSSL failed: " + takeTlsErrorText());
    return context;
}

constexpr std::array Policies = {TlsPolicy::mail_client, TlsPolicy::web, TlsPolicy::relay};

std::size_t indexOf(TlsPolicy policy)
{
    return static_cast<std::size_t>(policy);
}

Result<> setIdentity(SSL_CTX* context, const std::vector<CertificatePtr>& chain, EVP_PKEY* key)
{
    bool good = SSL_CTX_use_certificate(context, chain.front().get()) == 1
                && SSL_CTX_use_PrivateKey(context, key) == 1
                && SSL_CTX_check_private_key(context) == 1;
    for (std::size_t i = 1; good && i < chain.size(); ++i)
        good = SSL_CTX_add1_chain_cert(context, chain[i].get()) == 1;
    if (!good) return Error(Code::invalid, "certificate and key: " + takeTlsErrorText());
    return {};
}

} // namespace

struct TlsServer::State {
    TicketKeys ticket_keys{std::chrono::steady_clock::now()};
    mutable std::mutex mutex;
    std::array<ContextPtr, Policies.size()> contexts; // by policy
};

TlsServer::TlsServer() : state_(std::make_unique<State>()) {}

TlsServer::~TlsServer() = default;

Result<> TlsServer::use(const Identity& identity)
{
    const auto chain = parseChain(identity.certificate_pem);
    if (!chain) return chain.error();
    const auto key = parseKey(identity.key_pem);
    if (!key) return key.error();

    std::array<ContextPtr, Policies.size()> contexts;
    for (const TlsPolicy policy : Policies) {
        ContextPtr& context = contexts.at(indexOf(policy));
        context = newContext(policy, state_->ticket_keys);
        const auto set = setIdentity(context.get(), *chain, key->get());
        if (!set) return set.error();
    }
    const std::lock_guard lock(state_->mutex);
    state_->contexts.swap(contexts); // sessions keep the old ones alive as long as they need
    return {};
}

SSL* TlsServer::newSession(TlsPolicy policy) const
{
    ContextPtr context;
    {
        const std::lock_guard lock(state_->mutex);
        const auto& current = state_->contexts.at(indexOf(policy));
        if (!current) return nullptr;
        SSL_CTX_up_ref(current.get());
        context.reset(current.get());
    }
    SSL* const ssl = SSL_new(context.get());
    if (ssl) SSL_set_accept_state(ssl);
    return ssl;
}

} // namespace roost::net
