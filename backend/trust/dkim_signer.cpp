// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_signer.h"

#include "backend/trust/dkim_body.h"
#include "backend/trust/dkim_fields.h"
#include "backend/trust/dkim_hashes.h"
#include "shared/base/text.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace roost::trust {
namespace {

/// Fields that are signed and listed once more than they are there, so that none can be added
/// (RFC 6376 §5.4.2).
constexpr std::array<std::string_view, 21> OversignedNames = {"from",
                                                              "reply-to",
                                                              "subject",
                                                              "date",
                                                              "to",
                                                              "cc",
                                                              "resent-date",
                                                              "resent-from",
                                                              "resent-sender",
                                                              "resent-to",
                                                              "resent-cc",
                                                              "in-reply-to",
                                                              "references",
                                                              "list-id",
                                                              "list-help",
                                                              "list-unsubscribe",
                                                              "list-subscribe",
                                                              "list-post",
                                                              "list-owner",
                                                              "list-archive",
                                                              "autocrypt"};
constexpr std::string_view OnceSignedName = "content-type";

constexpr std::size_t MaxSignedFields = 150; // their names fit into what DkimHashes takes
constexpr std::size_t LineOctets = 76;
constexpr std::string_view Fold = "\r\n\t";
// As long as a real one; in its place while the body is hashed.
constexpr std::string_view NoHash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
constexpr std::string_view NoSignature = "AAAA"; // libopendkim hashes as if it were not there

using ContextPtr = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

bool isSigned(std::string_view name)
{
    return name == OnceSignedName || std::ranges::count(OversignedNames, name) > 0;
}

/// `names` between colons, in lines that are short enough.
std::string folded(const std::vector<std::string_view>& names)
{
    std::string text;
    std::size_t line = 2; // after "h="
    for (const std::string_view name : names) {
        if (!text.empty()) text += ':';
        if (line + name.size() + 1 > LineOctets) {
            text += Fold;
            line = 0;
        }
        text += name;
        line += name.size() + 1;
    }
    return text;
}

std::string folded(std::string_view base64_text)
{
    std::string text(base64_text.substr(0, LineOctets - 2)); // after "b="
    for (auto at = text.size(); at < base64_text.size(); at += LineOctets)
        text.append(Fold).append(base64_text.substr(at, LineOctets));
    return text;
}

/// rsa-sha256 over a hash.
std::string signatureOf(EVP_PKEY* key, std::string_view hash)
{
    const ContextPtr context(EVP_PKEY_CTX_new(key, nullptr), EVP_PKEY_CTX_free);
    std::string octets(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
    std::size_t size = octets.size();
    const bool is_made =
        context && EVP_PKEY_sign_init(context.get()) == 1
        && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1
        && EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1
        && EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(octets.data()), &size,
                         reinterpret_cast<const unsigned char*>(hash.data()), hash.size())
               == 1;
    ERR_clear_error();
    octets.resize(is_made ? size : 0);
    return octets;
}

/// The body's hash, by a message of nothing but `field` and the body.
Result<std::string> bodyHash(const DkimInput& field,
                             const std::function<std::string_view()>& next_piece)
{
    DkimHashes hashes({field});
    DkimBodyGuard guard;
    for (auto piece = next_piece(); !piece.empty(); piece = next_piece()) {
        if (!guard.admits(piece)) break;
        hashes.body(piece);
    }
    if (!guard.admitsEnd()) return Error(Code::invalid, std::string(guard.why()));
    hashes.body(guard.missingEnd());
    hashes.finish();
    const auto hashed = hashes.of(0);
    if (!hashed) return Error(Code::internal, "the body could not be hashed");
    return hashed->body;
}

Result<std::string> headerHash(const std::vector<DkimInput>& inputs)
{
    DkimHashes hashes(inputs);
    hashes.finish();
    const auto hashed = hashes.of(0);
    if (!hashed) return Error(Code::internal, "the header could not be hashed");
    return hashed->header;
}

} // namespace

/// The parts of the field that are known before anything is hashed.
class DkimSigner::Draft {
public:
    Draft(const DkimSigner& signer, const std::vector<HeaderField>& fields, UnixSeconds now)
        : start_("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=" + signer.domain_ + ";"
                 + std::string(Fold) + "s=" + signer.key_.selector + "; t=" + std::to_string(now)
                 + ";" + std::string(Fold) + "h=" + folded(namesOf(fields)) + ";"
                 + std::string(Fold) + "bh=")
    {
        read_.domain = signer.domain_;
        read_.selector = signer.key_.selector;
    }
    std::string field(std::string_view body_hash, std::string_view signature) const
    {
        return start_ + std::string(body_hash) + ";" + std::string(Fold) + "b=" + folded(signature);
    }
    const DkimSignature& read() const { return read_; }

private:
    static std::vector<std::string_view> namesOf(const std::vector<HeaderField>& fields)
    {
        std::vector<std::string_view> names;
        for (const HeaderField& field : fields) names.emplace_back(field.name);
        names.insert(names.end(), OversignedNames.begin(), OversignedNames.end());
        return names;
    }
    std::string start_;
    DkimSignature read_; // what libopendkim is to read in it
};

void DkimSigner::FreeKey::operator()(evp_pkey_st* key) const
{
    EVP_PKEY_free(key);
}

DkimSigner::DkimSigner(DkimKey key, std::string domain)
    : key_(std::move(key)), domain_(lower(domain))
{
    const std::string& pem = key_.private_pem;
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    // Read once: that takes longer than to sign.
    private_.reset(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    ERR_clear_error();
    OPENSSL_cleanse(key_.private_pem.data(), key_.private_pem.size());
    key_.private_pem.clear();
    if (!private_ || !EVP_PKEY_is_a(private_.get(), "RSA"))
        throw std::invalid_argument("the DKIM key is no RSA key");
}

DkimSigner::~DkimSigner() = default;

Result<std::string> DkimSigner::signature(std::string_view header,
                                          const std::function<std::string_view()>& next_body_piece,
                                          UnixSeconds now) const
{
    auto fields = headerFields(header);
    if (!fields) return Error(Code::invalid, "the header is malformed or too long to be signed");
    std::erase_if(*fields, [](const HeaderField& field) { return !isSigned(field.name); });
    if (std::ranges::count(*fields, "from", &HeaderField::name) == 0)
        return Error(Code::invalid, "a message without From cannot be signed");
    if (fields->size() > MaxSignedFields)
        return Error(Code::invalid, "the header has too many fields to be signed");

    const Draft draft(*this, *fields, now);
    const std::string without_hash = draft.field(NoHash, NoSignature);
    const auto body_hash = bodyHash({without_hash, true, &draft.read()}, next_body_piece);
    if (!body_hash) return body_hash.error();
    const std::string encoded = base64(*body_hash);
    const std::string unsigned_field = draft.field(encoded, NoSignature);
    std::vector<DkimInput> inputs = {{unsigned_field, true, &draft.read()}};
    for (const HeaderField& field : *fields) inputs.push_back({field.octets, false, nullptr});
    const auto header_hash = headerHash(inputs);
    if (!header_hash) return header_hash.error();
    const std::string octets = signatureOf(private_.get(), *header_hash);
    if (octets.empty()) return Error(Code::internal, "OpenSSL does not sign");
    return draft.field(encoded, base64(octets)) + "\r\n";
}

} // namespace roost::trust
