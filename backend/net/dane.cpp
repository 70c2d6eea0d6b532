// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dane.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <string>

namespace roost::net {
namespace {

// RFC 6698 §2.1, names of RFC 7218.
enum Usage { DaneTa = 2, DaneEe = 3 };
enum Selector { WholeCertificate = 0, PublicKey = 1 };
enum Matching { Exactly = 0, Sha256 = 1, Sha512 = 2 };

bool isUsable(const dns::Tlsa& record)
{
    return (record.usage == DaneTa || record.usage == DaneEe) && record.selector <= PublicKey
           && record.matching <= Sha512 && !record.data.empty();
}

std::string selected(X509* certificate, int selector)
{
    unsigned char* der = nullptr;
    const int octets = selector == WholeCertificate
                           ? i2d_X509(certificate, &der)
                           : i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    if (octets <= 0) return {};
    std::string copy(reinterpret_cast<const char*>(der), static_cast<std::size_t>(octets));
    OPENSSL_free(der);
    return copy;
}

std::string digested(const std::string& octets, int matching)
{
    if (matching == Exactly) return octets;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const EVP_MD* const kind = matching == Sha256 ? EVP_sha256() : EVP_sha512();
    if (EVP_Digest(octets.data(), octets.size(), digest.data(), &size, kind, nullptr) != 1)
        return {};
    return {reinterpret_cast<const char*>(digest.data()), size};
}

bool fits(X509* certificate, const dns::Tlsa& record)
{
    return digested(selected(certificate, record.selector), record.matching) == record.data;
}

bool fitsChain(STACK_OF(X509) * chain, const dns::Tlsa& record)
{
    if (record.usage == DaneEe) return fits(sk_X509_value(chain, 0), record);
    for (int i = 1; i < sk_X509_num(chain); ++i)
        if (fits(sk_X509_value(chain, i), record)) return true;
    return false;
}

} // namespace

std::vector<dns::Tlsa> usableForMail(std::vector<dns::Tlsa> records)
{
    std::erase_if(records, [](const dns::Tlsa& record) { return !isUsable(record); });
    return records;
}

bool isAnnounced(SSL* ssl, const std::vector<dns::Tlsa>& announced)
{
    STACK_OF(X509)* const chain = SSL_get0_verified_chain(ssl); // our own first, its root last
    if (!chain || sk_X509_num(chain) == 0) return false;
    return std::ranges::any_of(
        announced, [chain](const dns::Tlsa& record) { return fitsChain(chain, record); });
}

} // namespace roost::net
