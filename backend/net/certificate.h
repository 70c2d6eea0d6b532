// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

namespace roost::net {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;

/// A new P-256 key. Throws when OpenSSL cannot.
KeyPtr makeKey();
/// Errors: invalid (no unencrypted private key in `pem`).
Result<KeyPtr> parseKey(const std::string& pem);
std::string keyPem(EVP_PKEY* key);

/// Whether `domain` is a host name or a bracketed IP address, fit for a certificate.
bool isCertifiable(const std::string& domain);
/// The self-signed certificate of `key` for a certifiable `domain`: 100 years, CA:FALSE, for
/// servers and clients, with the names chatmail clients ask for (protocol.md A8).
CertificatePtr makeCertificate(EVP_PKEY* key, const std::string& domain);
/// Errors: invalid (no certificate in `pem`). The first is the server's own.
Result<std::vector<CertificatePtr>> parseChain(const std::string& pem);
std::string certificatePem(X509* certificate);
/// Whether `certificate` belongs to `key` and names `domain`.
bool matches(X509* certificate, EVP_PKEY* key, const std::string& domain);

} // namespace roost::net
