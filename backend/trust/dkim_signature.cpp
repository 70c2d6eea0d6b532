// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_signature.h"

#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace roost::trust {
namespace {

constexpr std::size_t HashOctets = 32;
// libopendkim looks for each name among all fields, and reads no more than 4096 octets of them.
constexpr std::size_t MaxNames = 300;
constexpr std::size_t MaxNamesOctets = 4000;
constexpr std::size_t MaxSignatureOctets = 512; // an RSA key of 4096 bits
constexpr std::size_t MaxKeyNameOctets = 253;   // RFC 1035 §2.3.4

bool readVersion(const DkimTags& tags, DkimSignature&)
{
    return tagOf(tags, "v") == "1";
}

bool readAlgorithm(const DkimTags& tags, DkimSignature& out)
{
    const auto algorithm = tagOf(tags, "a").value_or("");
    out.is_ed25519 = equalNoCase(algorithm, "ed25519-sha256");     // RFC 8463
    return out.is_ed25519 || equalNoCase(algorithm, "rsa-sha256"); // sha1: RFC 8301 §3.1
}

bool readCanonicalization(const DkimTags& tags, DkimSignature& out)
{
    const std::string both = lower(tagOf(tags, "c").value_or("simple/simple"));
    const auto slash = both.find('/');
    const auto header = both.substr(0, slash);
    const auto body = slash == std::string::npos ? "simple" : both.substr(slash + 1);
    out.is_body_relaxed = body == "relaxed";
    return (header == "simple" || header == "relaxed") && (body == "simple" || body == "relaxed");
}

bool isDnsName(std::string_view name)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    const auto isLabel = [&fits](std::string_view label) {
        return !label.empty() && label.size() <= 63 && std::ranges::all_of(label, fits);
    };
    return std::ranges::all_of(split(name, '.'), isLabel);
}

bool readKeyName(const DkimTags& tags, DkimSignature& out)
{
    out.domain = lower(tagOf(tags, "d").value_or(""));
    out.selector = lower(tagOf(tags, "s").value_or(""));
    return isDnsName(out.domain) && isDnsName(out.selector)
           && out.keyName().size() <= MaxKeyNameOctets;
}

/// i= names the domain itself or one below it.
bool readIdentity(const DkimTags& tags, DkimSignature& out)
{
    const auto identity = tagOf(tags, "i");
    if (!identity) return true;
    const auto at = identity->rfind('@');
    if (at == std::string_view::npos) return false;
    const std::string domain = lower(identity->substr(at + 1));
    out.is_for_subdomain = domain != out.domain;
    return !out.is_for_subdomain || domain.ends_with("." + out.domain);
}

bool readNames(const DkimTags& tags, DkimSignature& out)
{
    const std::string list = lower(tagOf(tags, "h").value_or(""));
    if (list.size() > MaxNamesOctets) return false;
    for (const std::string_view name : split(list, ':'))
        if (!name.empty()) out.names.emplace_back(name); // some signers end the list with a colon
    return out.names.size() <= MaxNames && std::ranges::count(out.names, "from") > 0;
}

bool readQuery(const DkimTags& tags, DkimSignature&)
{
    const std::string methods = lower(tagOf(tags, "q").value_or("dns/txt"));
    return std::ranges::count(split(methods, ':'), "dns/txt") > 0;
}

bool readHashes(const DkimTags& tags, DkimSignature& out)
{
    return tagOctets(tagOf(tags, "bh").value_or(""), out.body_hash)
           && tagOctets(tagOf(tags, "b").value_or(""), out.signature)
           && out.body_hash.size() == HashOctets && !out.signature.empty()
           && out.signature.size() <= MaxSignatureOctets;
}

template <class Number>
bool readNumber(std::optional<std::string_view> text, std::optional<Number>& out)
{
    if (!text) return true;
    Number number = 0;
    const char* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, number);
    if (text->empty() || text->size() > 18 || read.ec != std::errc() || read.ptr != end)
        return false;
    out = number;
    return number >= 0;
}

bool readNumbers(const DkimTags& tags, DkimSignature& out)
{
    if (!readNumber(tagOf(tags, "l"), out.length)) return false;
    if (!readNumber(tagOf(tags, "t"), out.signed_at)) return false;
    if (!readNumber(tagOf(tags, "x"), out.expires_at)) return false;
    return !out.signed_at || !out.expires_at || *out.expires_at > *out.signed_at;
}

struct Rule {
    bool (*read)(const DkimTags&, DkimSignature&);
    std::string_view why; // when it is broken
};

constexpr std::array Rules = {
    Rule{readVersion, "the version is not 1"},
    Rule{readAlgorithm, "the algorithm is neither rsa-sha256 nor ed25519-sha256"},
    Rule{readCanonicalization, "the canonicalization is unknown"},
    Rule{readKeyName, "the domain or the selector is malformed"},
    Rule{readIdentity, "i= is not in the signing domain"},
    Rule{readNames, "the list of signed fields lacks From or is too long"},
    Rule{readQuery, "the key is not in the DNS"},
    Rule{readHashes, "the signature or the body hash is malformed"},
    Rule{readNumbers, "l=, t= or x= is malformed"},
};

} // namespace

Result<DkimSignature> dkimSignature(const DkimTags& tags)
{
    DkimSignature signature;
    for (const Rule& rule : Rules)
        if (!rule.read(tags, signature)) return Error(Code::invalid, std::string(rule.why));
    return signature;
}

} // namespace roost::trust
