// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_fields.h"

#include "backend/mail/header_reader.h"
#include "shared/base/text.h"

namespace roost::trust {

std::optional<std::vector<HeaderField>> headerFields(std::string_view header)
{
    using Kind = mail::HeaderPiece::Kind;
    mail::HeaderReader reader(MaxDkimHeaderOctets);
    std::vector<HeaderField> fields;
    std::size_t start = 0; // of the next field in `header`
    std::string_view rest = header;
    for (;;) {
        auto piece = reader.next(rest);
        if (piece.kind == Kind::more) piece = reader.finish();
        if (piece.kind == Kind::end) return fields;
        if (piece.kind != Kind::field) return std::nullopt;
        const auto octets = header.substr(start, piece.octets.size());
        fields.push_back(
            {lower(mail::splitField(octets).name), octets.substr(0, octets.size() - 2)});
        start += octets.size();
    }
}

} // namespace roost::trust
