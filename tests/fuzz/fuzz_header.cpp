// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a header are its octets, in whatever pieces they arrive.
#include "backend/mail/content_type.h"
#include "backend/mail/header_reader.h"
#include "tests/fuzz/check.h"

#include <string>

using Kind = roost::mail::HeaderPiece::Kind;

namespace {

struct Seen {
    std::string fields;
    std::size_t body = 0; // octets behind the empty line
    Kind last = Kind::more;
    bool operator==(const Seen&) const = default;
};

Seen read(std::string_view octets, std::size_t step)
{
    roost::mail::HeaderReader reader(4096);
    Seen seen;
    while (!octets.empty() && seen.last == Kind::more) {
        auto chunk = octets.substr(0, step);
        octets.remove_prefix(chunk.size());
        do {
            const auto piece = reader.next(chunk);
            seen.last = piece.kind;
            seen.fields += piece.octets;
        } while (seen.last == Kind::field);
        seen.body = chunk.size() + octets.size();
    }
    if (seen.last == Kind::too_long) seen.body = 0; // known earlier with larger chunks
    return seen;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    const Seen whole = read(text, size + 1);
    if (whole.last != Kind::malformed && whole.last != Kind::too_long)
        check(read(text, 1) == whole, "octet by octet as at once");
    if (whole.last == Kind::end)
        check(whole.fields.size() + 2 + whole.body == size, "nothing is lost");
    check(whole.fields == text.substr(0, whole.fields.size()), "fields as they came");
    if (const auto type = roost::mail::parseContentType(text))
        check(type->boundary.size() <= 70, "bounded boundary");
    (void)roost::mail::parseTransferEncoding(text);
    return 0;
}
