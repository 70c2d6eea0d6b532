// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/certificate.h"

#include "backend/net/tls_error.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>

#include <algorithm>
#include <stdexcept>

namespace roost::net {
namespace {

using NumberPtr = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

constexpr long HundredYears = 36525L * 24 * 3600;
constexpr std::size_t MaxCommonName = 64; // RFC 5280 appendix A, ub-common-name
constexpr std::size_t MaxChain = 10;      // certificates

void require(bool success)
{
    if (!success) throw std::runtime_error("OpenSSL failed: " + takeTlsErrorText());
}

BioPtr reader(const std::string& pem)
{
    BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    require(bio != nullptr);
    return bio;
}

std::string contents(BIO* bio)
{
    char* data = nullptr;
    const long octets = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(octets)};
}

/// The address inside `[...]`, without RFC 5321's "IPv6:" tag; empty for a host name.
std::string addressLiteral(const std::string& domain)
{
    if (!domain.starts_with('[') || !domain.ends_with(']')) return {};
    const std::string inner = domain.substr(1, domain.size() - 2);
    return inner.starts_with("IPv6:") ? inner.substr(5) : inner;
}

bool isAddress(const std::string& text)
{
    in6_addr scratch{};
    return ::inet_pton(AF_INET, text.c_str(), &scratch) == 1
           || ::inet_pton(AF_INET6, text.c_str(), &scratch) == 1;
}

std::string alternativeNames(const std::string& domain)
{
    const std::string address = addressLiteral(domain);
    if (!address.empty()) return "IP:" + address;
    return "DNS:" + domain + ",DNS:www." + domain + ",DNS:mta-sts." + domain;
}

void extend(X509* certificate, int nid, const std::string& value)
{
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str()));
    require(extension && X509_add_ext(certificate, extension.get(), -1));
}

void setSerial(X509* certificate)
{
    const NumberPtr serial(BN_new());
    require(serial && BN_rand(serial.get(), 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY)
            && BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)));
}

void setNames(X509* certificate, const std::string& domain)
{
    const std::string address = addressLiteral(domain);
    const std::string name = (address.empty() ? domain : address).substr(0, MaxCommonName);
    X509_NAME* const subject = X509_get_subject_name(certificate);
    require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                       reinterpret_cast<const unsigned char*>(name.data()),
                                       static_cast<int>(name.size()), -1, 0)
            && X509_set_issuer_name(certificate, subject));
}

} // namespace

KeyPtr makeKey()
{
    KeyPtr key(EVP_EC_gen("P-256"));
    require(key != nullptr);
    return key;
}

Result<KeyPtr> parseKey(const std::string& pem)
{
    // An encrypted key must be an error, not a prompt on the terminal.
    const auto no_password = [](char*, int, int, void*) { return -1; };
    KeyPtr key(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, no_password, nullptr));
    if (!key) return Error(Code::invalid, "private key: " + takeTlsErrorText());
    return key;
}

std::string keyPem(EVP_PKEY* key)
{
    const BioPtr bio(BIO_new(BIO_s_secmem()));
    require(bio && PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr));
    return contents(bio.get());
}

bool isCertifiable(const std::string& domain)
{
    if (isAddress(addressLiteral(domain))) return true;
    return !domain.empty() && domain.size() <= 253 && std::ranges::all_of(domain, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '-' || c == '.' || c == '_';
    });
}

CertificatePtr makeCertificate(EVP_PKEY* key, const std::string& domain)
{
    CertificatePtr certificate(X509_new());
    X509* const raw = certificate.get();
    require(raw && X509_set_version(raw, X509_VERSION_3));
    setSerial(raw);
    setNames(raw, domain);
    require(X509_gmtime_adj(X509_getm_notBefore(raw), -24L * 3600) // clocks of phones differ
            && X509_gmtime_adj(X509_getm_notAfter(raw), HundredYears));
    require(X509_set_pubkey(raw, key));
    extend(raw, NID_basic_constraints, "critical,CA:FALSE");
    extend(raw, NID_ext_key_usage, "serverAuth,clientAuth");
    extend(raw, NID_subject_alt_name, alternativeNames(domain));
    require(X509_sign(raw, key, EVP_sha256()));
    return certificate;
}

Result<std::vector<CertificatePtr>> parseChain(const std::string& pem)
{
    const BioPtr bio = reader(pem);
    std::vector<CertificatePtr> chain;
    while (chain.size() < MaxChain) {
        CertificatePtr next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        const std::string why = takeTlsErrorText(); // at the end: no start line
        if (!next && chain.empty()) return Error(Code::invalid, "certificate: " + why);
        if (!next) break;
        chain.push_back(std::move(next));
    }
    return chain;
}

std::string certificatePem(X509* certificate)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    require(bio && PEM_write_bio_X509(bio.get(), certificate));
    return contents(bio.get());
}

bool matches(X509* certificate, EVP_PKEY* key, const std::string& domain)
{
    const std::string address = addressLiteral(domain);
    const bool named =
        address.empty()
            ? X509_check_host(certificate, domain.data(), domain.size(), 0, nullptr) == 1
            : X509_check_ip_asc(certificate, address.c_str(), 0) == 1;
    return named && EVP_PKEY_eq(X509_get0_pubkey(certificate), key) == 1;
}

} // namespace roost::net
