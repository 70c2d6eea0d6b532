// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_hashes.h"

#include "shared/base/text.h"

#include <cstdint>
#include <new>

#include <sys/param.h> // else included by dkim.h, within its extern "C"

#define _Bool bool // dkim.h is written for C
#include <dkim.h>
#undef _Bool

namespace roost::trust {
namespace {

struct CloseLibrary {
    void operator()(DKIM_LIB* library) const { dkim_close(library); }
};
using Library = std::unique_ptr<DKIM_LIB, CloseLibrary>;

/// libopendkim takes pointers to octets that it does not change as if it would.
unsigned char* textOf(const char* text)
{
    return reinterpret_cast<unsigned char*>(const_cast<char*>(text));
}

template <class Value>
void setOption(DKIM_LIB* library, dkim_opts_t option, Value value)
{
    if (dkim_options(library, DKIM_OP_SETOPT, option, &value, sizeof value) != DKIM_STAT_OK)
        throw std::bad_alloc(); // there is no other reason
}

// t= and x= are judged by us, by the clock we are given. libopendkim looks at them too, by the
// machine's clock: so mildly that it never matters. (What is older than this drift wraps around.)
constexpr std::uint64_t MildDriftSeconds = 10ULL * 365 * 86400;

/// One for all threads: it is not changed after its making.
DKIM_LIB* library()
{
    static const Library Only = [] {
        Library made(dkim_init(nullptr, nullptr));
        if (!made) throw std::bad_alloc();
        // Keys come from us, and only after the body: nothing is processed at the header's end.
        const unsigned flags = DKIM_LIBFLAGS_DELAYSIGPROC | DKIM_LIBFLAGS_BADSIGHANDLES;
        setOption(made.get(), DKIM_OPTS_FLAGS, flags);
        setOption(made.get(), DKIM_OPTS_CLOCKDRIFT, MildDriftSeconds);
        return made;
    }();
    return Only.get();
}

/// Whether libopendkim has read the signature as we did and can hash for it.
bool isSame(DKIM_SIGINFO* seen, const DkimSignature& ours)
{
    if (dkim_sig_geterror(seen) != DKIM_SIGERROR_UNKNOWN) return false; // which is "none yet"
    const auto text = [](const unsigned char* value) {
        return lower(value ? reinterpret_cast<const char*>(value) : "");
    };
    return text(dkim_sig_getdomain(seen)) == ours.domain
           && text(dkim_sig_getselector(seen)) == ours.selector;
}

} // namespace

void DkimHashes::Free::operator()(dkim* handle) const
{
    dkim_free(handle);
}

DkimHashes::DkimHashes(const std::vector<DkimInput>& fields)
{
    DKIM_STAT status = DKIM_STAT_OK;
    handle_.reset(dkim_verify(library(), textOf("-"), nullptr, &status));
    if (!handle_) throw std::bad_alloc();
    start(fields);
}

DkimHashes::~DkimHashes() = default;

void DkimHashes::start(const std::vector<DkimInput>& fields)
{
    for (const DkimInput& field : fields) {
        // A signature that libopendkim cannot read is refused but kept: others may sign it.
        const auto taken =
            dkim_header(handle_.get(), textOf(field.octets.data()), field.octets.size());
        if (taken != DKIM_STAT_OK && !(field.is_signature && !field.examined))
            return handle_.reset();
    }
    DKIM_SIGINFO** seen = nullptr;
    int count = 0;
    if (dkim_eoh(handle_.get()) != DKIM_STAT_OK
        || dkim_getsiglist(handle_.get(), &seen, &count) != DKIM_STAT_OK)
        return handle_.reset();
    int index = 0;
    for (const DkimInput& field : fields) {
        if (!field.is_signature) continue;
        if (index == count) return handle_.reset();
        DKIM_SIGINFO* const signature = seen[index++];
        dkim_sig_ignore(signature); // it is hashed all the same, and dkim_eom judges nothing
        if (field.examined)
            examined_.push_back(isSame(signature, *field.examined) ? signature : nullptr);
    }
}

void DkimHashes::body(std::string_view octets)
{
    if (!handle_ || octets.empty()) return;
    if (dkim_body(handle_.get(), textOf(octets.data()), octets.size()) != DKIM_STAT_OK)
        handle_.reset();
}

void DkimHashes::finish()
{
    // "No signature", as all are ignored, is the good answer here.
    if (handle_ && dkim_eom(handle_.get(), nullptr) != DKIM_STAT_NOSIG) handle_.reset();
}

std::optional<DkimHashes::Pair> DkimHashes::of(std::size_t index) const
{
    if (!handle_ || index >= examined_.size() || !examined_[index]) return std::nullopt;
    void* header = nullptr;
    void* body = nullptr;
    std::size_t header_octets = 0;
    std::size_t body_octets = 0;
    if (dkim_sig_gethashes(examined_[index], &header, &header_octets, &body, &body_octets)
        != DKIM_STAT_OK)
        return std::nullopt;
    return Pair{std::string(static_cast<const char*>(header), header_octets),
                std::string(static_cast<const char*>(body), body_octets)};
}

} // namespace roost::trust
