// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_signer.h"

#include "backend/trust/dkim_body.h"
#include "backend/trust/dkim_fields.h"
#include "backend/trust/dkim_library.h"
#include "shared/base/text.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>

namespace roost::trust {
namespace {

/// Fields that are signed and listed once more than they are there, so that none can be added
/// (RFC 6376 §5.4.2); null ends the list.
constexpr std::array OversignedNames = {"from",
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
                                        "autocrypt",
                                        static_cast<const char*>(nullptr)};
constexpr std::string_view OnceSignedName = "content-type";

// libopendkim reads 4096 octets of names, and this many are less.
constexpr std::size_t MaxSignedFields = 150;
constexpr std::string_view FieldStart = "DKIM-Signature: ";

bool isSigned(const HeaderField& field)
{
    const auto end = OversignedNames.end() - 1;
    return field.name == OnceSignedName
           || std::find(OversignedNames.begin(), end, field.name) != end;
}

/// One per thread, because the time of a signature is an option of the library.
DKIM_LIB* library()
{
    thread_local const DkimLibrary Library = [] {
        DkimLibrary made = openDkimLibrary();
        setDkimOption(made.get(), DKIM_OPTS_FLAGS, static_cast<unsigned>(DKIM_LIBFLAGS_NONE));
        if (dkim_options(made.get(), DKIM_OP_SETOPT, DKIM_OPTS_OVERSIGNHDRS,
                         const_cast<const char**>(OversignedNames.data()), sizeof(const char**))
            != DKIM_STAT_OK)
            throw std::bad_alloc();
        return made;
    }();
    return Library.get();
}

struct Free {
    void operator()(DKIM* handle) const { dkim_free(handle); }
};
using Handle = std::unique_ptr<DKIM, Free>;

Error failure(DKIM* handle, DKIM_STAT status)
{
    const char* const detail = handle ? dkim_geterror(handle) : nullptr;
    return Error(Code::internal,
                 std::string("DKIM: ") + (detail ? detail : dkim_getresultstr(status)));
}

DKIM_STAT feedHeader(DKIM* handle, const std::vector<HeaderField>& fields)
{
    for (const HeaderField& field : fields) {
        if (!isSigned(field)) continue;
        const auto status = dkim_header(handle, dkimText(field.octets.data()), field.octets.size());
        if (status != DKIM_STAT_OK) return status;
    }
    return dkim_eoh(handle);
}

Result<> feedBody(DKIM* handle, const std::function<std::string_view()>& next_piece)
{
    DkimBodyGuard guard;
    const auto feed = [handle](std::string_view piece) {
        if (piece.empty()) return DKIM_STAT_OK;
        return dkim_body(handle, dkimText(piece.data()), piece.size());
    };
    for (auto piece = next_piece(); !piece.empty(); piece = next_piece()) {
        if (!guard.admits(piece)) break;
        if (const auto status = feed(piece); status != DKIM_STAT_OK) return failure(handle, status);
    }
    if (!guard.admitsEnd()) return Error(Code::invalid, std::string(guard.why()));
    auto status = feed(guard.missingEnd());
    if (status == DKIM_STAT_OK) status = dkim_eom(handle, nullptr);
    if (status != DKIM_STAT_OK) return failure(handle, status);
    return {};
}

/// The finished field.
Result<std::string> fieldOf(DKIM* handle)
{
    unsigned char* value = nullptr;
    std::size_t octets = 0;
    const auto status = dkim_getsighdr_d(handle, FieldStart.size(), &value, &octets);
    if (status != DKIM_STAT_OK) return failure(handle, status);
    std::string field(FieldStart);
    field.append(reinterpret_cast<const char*>(value), octets);
    return field + "\r\n";
}

} // namespace

DkimSigner::DkimSigner(DkimKey key, std::string domain)
    : key_(std::move(key)), domain_(lower(domain))
{
}

DkimSigner::~DkimSigner()
{
    OPENSSL_cleanse(key_.private_pem.data(), key_.private_pem.size());
}

Result<std::string> DkimSigner::signature(std::string_view header,
                                          const std::function<std::string_view()>& next_body_piece,
                                          UnixSeconds now) const
{
    const auto fields = headerFields(header);
    if (!fields) return Error(Code::invalid, "the header is malformed or too long to be signed");
    if (std::ranges::count_if(*fields, isSigned) > static_cast<std::ptrdiff_t>(MaxSignedFields))
        return Error(Code::invalid, "the header has too many fields to be signed");
    DKIM_LIB* const lib = library();
    setDkimOption(lib, DKIM_OPTS_FIXEDTIME, static_cast<std::uint64_t>(now));
    DKIM_STAT status = DKIM_STAT_OK;
    const Handle handle(dkim_sign(lib, dkimText("-"), nullptr, dkimText(key_.private_pem.c_str()),
                                  dkimText(key_.selector.c_str()), dkimText(domain_.c_str()),
                                  DKIM_CANON_RELAXED, DKIM_CANON_SIMPLE, DKIM_SIGN_RSASHA256, -1,
                                  &status));
    if (!handle) return failure(nullptr, status);
    status = feedHeader(handle.get(), *fields);
    if (status != DKIM_STAT_OK) return failure(handle.get(), status);
    const auto fed = feedBody(handle.get(), next_body_piece);
    if (!fed) return fed.error();
    return fieldOf(handle.get());
}

} // namespace roost::trust
