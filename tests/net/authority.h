// SPDX-License-Identifier: GPL-3.0-or-later
// An authority of our own, which certifies whatever a test needs.
#pragma once

#include "backend/net/certificate.h"
#include "backend/net/tls.h"

#include <openssl/x509v3.h>

#include <stdexcept>
#include <string>

namespace roost::test {

/// What a certificate says.
struct Certified {
    std::string names; // "DNS:mx.b.test,DNS:*.b.test"
    long from = -3600; // seconds from now
    long until = 3600;
    std::string usage = "serverAuth";
};

class Authority {
public:
    Authority() : key_(net::makeKey()), certificate_(X509_new())
    {
        static int count = 0;
        const std::string name = "authority " + std::to_string(++count);
        fill(certificate_.get(), key_.get(), name.c_str(), {"", -3600, 3600, ""});
        extend(certificate_.get(), NID_basic_constraints, "critical,CA:TRUE");
        sign(certificate_.get());
    }

    std::string pem() const { return net::certificatePem(certificate_.get()); }
    X509* certificate() const { return certificate_.get(); }

    net::Identity certify(const Certified& what) const
    {
        const net::KeyPtr key = net::makeKey();
        const net::CertificatePtr certificate(X509_new());
        fill(certificate.get(), key.get(), "server", what);
        extend(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
        if (!what.names.empty()) extend(certificate.get(), NID_subject_alt_name, what.names);
        if (!what.usage.empty()) extend(certificate.get(), NID_ext_key_usage, what.usage);
        sign(certificate.get());
        return {net::certificatePem(certificate.get()), net::keyPem(key.get())};
    }
    net::Identity certify(const std::string& name) const
    {
        Certified what;
        what.names = "DNS:" + name;
        return certify(what);
    }

private:
    static void require(bool success)
    {
        if (!success) throw std::runtime_error("OpenSSL failed");
    }
    static void extend(X509* certificate, int nid, const std::string& value)
    {
        X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
        require(extension && X509_add_ext(certificate, extension, -1));
        X509_EXTENSION_free(extension);
    }
    void fill(X509* certificate, EVP_PKEY* key, const char* name, const Certified& what) const
    {
        const auto* const text = reinterpret_cast<const unsigned char*>(name);
        static long serial = 0;
        require(X509_set_version(certificate, X509_VERSION_3)
                && ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial)
                && X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN",
                                              MBSTRING_ASC, text, -1, -1, 0)
                && X509_set_issuer_name(certificate, X509_get_subject_name(certificate_.get()))
                && X509_gmtime_adj(X509_getm_notBefore(certificate), what.from)
                && X509_gmtime_adj(X509_getm_notAfter(certificate), what.until)
                && X509_set_pubkey(certificate, key));
    }
    void sign(X509* certificate) const
    {
        require(X509_sign(certificate, key_.get(), EVP_sha256()) > 0);
    }

    net::KeyPtr key_;
    net::CertificatePtr certificate_;
};

} // namespace roost::test
