// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_record.h"

#include "shared/base/text.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <memory>
#include <new>

namespace roost::trust {
namespace {

constexpr int MinRsaBits = 1024; // RFC 8301 §3.2
// Beyond these a key whose owner means ill costs milliseconds for each signature (RFC 8301 §3.2
// asks verifiers for 4096).
constexpr int MaxRsaBits = 4096;
constexpr int MaxExponentBits = 33;

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using ContextPtr = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
using DigestPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// What people paste into the forms of DNS providers beside the record itself.
std::string cleaned(std::string_view text)
{
    std::string result(text);
    std::erase_if(
        result, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '"'; });
    return result;
}

bool lists(const DkimTags& tags, std::string_view tag, std::string_view a, std::string_view b)
{
    const auto value = tagOf(tags, tag);
    if (!value) return true; // each list allows everything by default
    const auto matches = [&](std::string_view item) {
        return equalNoCase(item, a) || equalNoCase(item, b);
    };
    return std::ranges::any_of(split(*value, ':'), matches);
}

bool isStrict(const DkimTags& tags)
{
    return std::ranges::count(split(tagOf(tags, "t").value_or(""), ':'), "s") > 0;
}

/// The record's tags when it lets this signature be; they hold a `p` that is not empty.
Result<DkimTags> permission(std::string_view text, const DkimSignature& signature)
{
    auto tags = dkimTags(cleaned(text));
    if (!tags || !tags->contains("p") || tagOf(*tags, "v").value_or("DKIM1") != "DKIM1")
        return Error(Code::invalid, "the DNS holds no DKIM key there");
    if (tagOf(*tags, "p") == "") return Error(Code::denied, "the key is revoked");
    const std::string_view type = signature.is_ed25519 ? "ed25519" : "rsa";
    if (!equalNoCase(tagOf(*tags, "k").value_or("rsa"), type))
        return Error(Code::denied, "the key is of another type");
    if (!lists(*tags, "h", "sha256", "sha256"))
        return Error(Code::denied, "the key forbids sha256");
    if (!lists(*tags, "s", "email", "*")) return Error(Code::denied, "the key is not for email");
    if (signature.is_for_subdomain && isStrict(*tags))
        return Error(Code::denied, "the key is not for subdomains");
    return std::move(*tags);
}

/// The RSAPublicKey in a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of the form that all tools write;
/// else `octets`: RFC 6376 names the bare RSAPublicKey, though nearly nobody publishes that.
/// OpenSSL's own way, d2i_PUBKEY, takes longer than all else that a verification does.
std::string_view bareRsaKey(std::string_view octets)
{
    using namespace std::string_view_literals;
    constexpr auto Algorithm = "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03"sv;
    const auto at = octets.substr(0, 32).find(Algorithm);
    if (at == std::string_view::npos) return octets;
    std::string_view bits = octets.substr(at + Algorithm.size());
    if (bits.empty()) return octets;
    // The length of the BIT STRING: one octet, or as many more as it says.
    const auto first = static_cast<unsigned char>(bits.front());
    const std::size_t length_octets = first < 0x80 ? 1 : 1 + (first & 0x7fU);
    if (bits.size() <= length_octets || bits[length_octets] != '\0') return octets;
    return bits.substr(length_octets + 1); // after the count of unused bits
}

KeyPtr publicKey(std::string_view octets, bool is_ed25519)
{
    if (!is_ed25519) octets = bareRsaKey(octets);
    const unsigned char* at = bytes(octets);
    return {is_ed25519
                ? EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, at, octets.size())
                : d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, static_cast<long>(octets.size())),
            EVP_PKEY_free};
}

bool isCostly(const EVP_PKEY* key)
{
    if (EVP_PKEY_get_bits(key) > MaxRsaBits) return true;
    BIGNUM* exponent = nullptr;
    if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1) return true;
    const int bits = BN_num_bits(exponent);
    BN_free(exponent);
    return bits > MaxExponentBits;
}

bool rsaMatches(EVP_PKEY* key, std::string_view signature, std::string_view hash)
{
    const ContextPtr context(EVP_PKEY_CTX_new(key, nullptr), EVP_PKEY_CTX_free);
    if (!context) throw std::bad_alloc();
    return EVP_PKEY_verify_init(context.get()) == 1
           && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1
           && EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1
           && EVP_PKEY_verify(context.get(), bytes(signature), signature.size(), bytes(hash),
                              hash.size())
                  == 1;
}

/// RFC 8463 §3: what is signed is the hash.
bool ed25519Matches(EVP_PKEY* key, std::string_view signature, std::string_view hash)
{
    const DigestPtr context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!context) throw std::bad_alloc();
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1
           && EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(hash),
                               hash.size())
                  == 1;
}

} // namespace

Result<>
checkWithRecord(std::string_view text, const DkimSignature& signature, std::string_view header_hash)
{
    const auto tags = permission(text, signature);
    if (!tags) return tags.error();
    std::string octets;
    if (!tagOctets(*tagOf(*tags, "p"), octets))
        return Error(Code::invalid, "the key cannot be read");
    const KeyPtr key = publicKey(octets, signature.is_ed25519);
    ERR_clear_error();
    if (!key) return Error(Code::invalid, "the key cannot be read");
    if (!signature.is_ed25519 && EVP_PKEY_get_bits(key.get()) < MinRsaBits)
        return Error(Code::denied, "the key is shorter than 1024 bits");
    if (!signature.is_ed25519 && isCostly(key.get()))
        return Error(Code::denied, "the key is longer than 4096 bits, or its exponent is huge");
    const auto matches = signature.is_ed25519 ? ed25519Matches : rsaMatches;
    const bool is_match = matches(key.get(), signature.signature, header_hash);
    ERR_clear_error();
    if (!is_match) return Error(Code::corrupt, "the signature does not match the header");
    return {};
}

} // namespace roost::trust
