// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/header_reader.h"

#include "shared/base/text.h"

#include <algorithm>

namespace roost::mail {
namespace {

using Kind = HeaderPiece::Kind;

/// RFC 5322 §3.6.8: printable US-ASCII but the colon.
bool isNameText(char c)
{
    return c > ' ' && c < 0x7f;
}

/// Refuses what other parsers may read in another way than we do.
bool isSound(std::string_view field)
{
    if (field.find('\0') != std::string_view::npos) return false;
    if (std::ranges::count(field, '\r') != std::ranges::count(field, '\n')) return false;
    const auto name = splitField(field).name;
    return !name.empty() && std::ranges::all_of(name, isNameText);
}

} // namespace

HeaderPiece HeaderReader::next(std::string_view& input)
{
    if (given_) field_.clear();
    given_ = false;
    while (!input.empty()) {
        const bool continues = input.front() == ' ' || input.front() == '\t';
        if (field_.ends_with('\n') && !continues) return takeField();
        const auto line_end = input.find('\n');
        const auto length = line_end == std::string_view::npos ? input.size() : line_end + 1;
        if (length > limit_ - total_) return {Kind::too_long, {}};
        total_ += length;
        field_.append(input.substr(0, length));
        input.remove_prefix(length);
        if (line_end == std::string_view::npos) break;
        if (!field_.ends_with("\r\n")) return {Kind::malformed, {}};
        if (field_.size() == 2) return {Kind::end, {}};
    }
    return {Kind::more, {}};
}

HeaderPiece HeaderReader::finish()
{
    if (given_) field_.clear();
    given_ = false;
    if (field_.empty()) return {Kind::end, {}};
    return field_.ends_with("\r\n") ? takeField() : HeaderPiece{Kind::malformed, {}};
}

HeaderPiece HeaderReader::takeField()
{
    if (!isSound(field_)) return {Kind::malformed, {}};
    given_ = true;
    return {Kind::field, field_};
}

Field splitField(std::string_view octets)
{
    const auto colon = octets.find(':');
    if (colon == std::string_view::npos) return {};
    auto name = octets.substr(0, colon);
    // Blanks before the colon are obsolete but legal (RFC 5322 §4.5).
    while (name.ends_with(' ') || name.ends_with('\t')) name.remove_suffix(1);
    return {name, trimmed(octets.substr(colon + 1))};
}

std::string unfolded(std::string_view value)
{
    std::string result;
    result.reserve(value.size());
    for (const char c : value)
        if (c != '\r' && c != '\n') result += c;
    return result;
}

} // namespace roost::mail
