// SPDX-License-Identifier: GPL-3.0-or-later
// Parts are the same however the body is cut; decoders too.
#include "backend/mail/part_reader.h"
#include "backend/mail/transfer_decoder.h"
#include "tests/fuzz/check.h"

#include <string>

using roost::mail::PartPiece;
using roost::mail::TransferEncoding;

namespace {

/// What is seen of the parts of a body: events as letters, octets between.
std::string readParts(std::string_view octets, std::size_t step)
{
    roost::mail::PartReader reader("b");
    std::string seen;
    for (; !octets.empty(); octets.remove_prefix(std::min(step, octets.size()))) {
        auto chunk = octets.substr(0, step);
        for (;;) {
            const auto piece = reader.next(chunk);
            if (piece.kind == PartPiece::Kind::more) break;
            if (piece.kind == PartPiece::Kind::malformed) return "malformed";
            if (piece.kind == PartPiece::Kind::body)
                seen += piece.octets;
            else
                seen += '\0' + std::to_string(static_cast<int>(piece.kind));
        }
    }
    return seen;
}

std::string decode(std::string_view octets, std::size_t step, TransferEncoding encoding)
{
    roost::mail::TransferDecoder decoder(encoding);
    std::string decoded;
    for (; !octets.empty(); octets.remove_prefix(std::min(step, octets.size())))
        if (!decoder.feed(octets.substr(0, step), decoded)) return "malformed";
    return decoder.finish() ? decoded : "unfinished";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    const auto parts = readParts(text, size + 1);
    check(readParts(text, 1) == parts && readParts(text, 3) == parts, "parts at every split");
    check(parts == "malformed" || parts.size() <= 2 * size, "no octets from nowhere");
    for (const auto encoding : {TransferEncoding::base64, TransferEncoding::quoted_printable}) {
        const auto whole = decode(text, size + 1, encoding);
        check(decode(text, 1, encoding) == whole && decode(text, 5, encoding) == whole,
              "decoded at every split");
    }
    return 0;
}
