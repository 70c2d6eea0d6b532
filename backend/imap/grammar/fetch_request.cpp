// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/grammar/fetch_request.h"

#include "backend/imap/grammar/names.h"
#include "shared/base/text.h"

#include <algorithm>
#include <array>

namespace roost::imap {

namespace {

struct PlainItem {
    std::string_view name;
    FetchKind kind;
};

constexpr std::array PlainItems = {
    PlainItem{"UID", FetchKind::uid},
    PlainItem{"FLAGS", FetchKind::flags},
    PlainItem{"INTERNALDATE", FetchKind::internal_date},
    PlainItem{"RFC822.SIZE", FetchKind::size},
    PlainItem{"MODSEQ", FetchKind::modseq},
    PlainItem{"ENVELOPE", FetchKind::envelope},
    PlainItem{"BODY", FetchKind::body},
    PlainItem{"BODYSTRUCTURE", FetchKind::body_structure},
};

/// Old names of sections (RFC 3501 §6.4.5).
struct OldItem {
    std::string_view name;
    mime::SectionKind kind;
    bool sets_seen;
};

constexpr std::array OldItems = {
    OldItem{"RFC822", mime::SectionKind::whole, true},
    OldItem{"RFC822.HEADER", mime::SectionKind::header, false},
    OldItem{"RFC822.TEXT", mime::SectionKind::text, true},
};

struct Macro {
    std::string_view name;
    std::string_view items;
};

constexpr std::array Macros = {
    Macro{"ALL", "(FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)"},
    Macro{"FAST", "(FLAGS INTERNALDATE RFC822.SIZE)"},
    Macro{"FULL", "(FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY)"},
};

struct SectionName {
    std::string_view name;
    mime::SectionKind kind;
};

constexpr std::array SectionNames = {
    SectionName{"HEADER", mime::SectionKind::header},
    SectionName{"HEADER.FIELDS", mime::SectionKind::header_fields},
    SectionName{"HEADER.FIELDS.NOT", mime::SectionKind::header_fields_not},
    SectionName{"TEXT", mime::SectionKind::text},
    SectionName{"MIME", mime::SectionKind::mime},
};

void appendAstring(std::string& out, std::string_view text)
{
    if (!text.empty() && std::ranges::all_of(text, isAtomChar))
        out += text;
    else
        appendQuoted(out, text);
}

/// "1.2." or "1.2" before the name of a section; advances `text`.
bool takeParts(std::string_view& text, std::vector<std::uint32_t>& parts)
{
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
        const auto end = text.find_first_not_of("0123456789");
        const auto digits = text.substr(0, end);
        if (digits.size() > 9 || digits[0] == '0' || parts.size() == MaxSectionDepth) return false;
        parts.push_back(static_cast<std::uint32_t>(std::stoul(std::string(digits))));
        text.remove_prefix(digits.size());
        if (text.empty()) return true;
        if (text[0] != '.') return false;
        text.remove_prefix(1);
        if (text.empty()) return false;
    }
    return true;
}

/// " (DATE FROM)" after HEADER.FIELDS.
bool takeFields(Arguments& arguments, FetchItem& item)
{
    if (!arguments.space() || !arguments.take('(')) return false;
    item.label += " (";
    arguments.skipSpaces();
    while (!arguments.take(')')) {
        auto field = arguments.astring();
        if (!field || field->empty() || item.section.fields.size() == MaxSectionFields)
            return false;
        if (!std::ranges::all_of(*field, [](char c) { return c > ' ' && c <= '~'; })) return false;
        if (!item.section.fields.empty()) item.label += ' ';
        appendAstring(item.label, *field);
        item.section.fields.push_back(std::move(*field));
        if (!arguments.space() && arguments.next() != ')') return false;
    }
    item.label += ')';
    return !item.section.fields.empty();
}

/// "]" or "1.2.HEADER.FIELDS (..)]" after the bracket.
bool takeSection(Arguments& arguments, FetchItem& item)
{
    if (const auto word = arguments.word()) {
        const std::string name = upper(*word);
        item.label += name;
        std::string_view rest = name;
        if (!takeParts(rest, item.section.part)) return false;
        if (!rest.empty()) {
            const auto found = std::ranges::find(SectionNames, rest, &SectionName::name);
            if (found == SectionNames.end()) return false;
            item.section.kind = found->kind;
        }
    }
    const auto kind = item.section.kind;
    if (kind == mime::SectionKind::mime && item.section.part.empty()) return false;
    const bool has_fields =
        kind == mime::SectionKind::header_fields || kind == mime::SectionKind::header_fields_not;
    if (has_fields && !takeFields(arguments, item)) return false;
    item.label += ']';
    return arguments.take(']');
}

/// "<0.1024>", if it stands next.
bool takePartial(Arguments& arguments, FetchItem& item)
{
    if (!arguments.take('<')) return true;
    const auto offset = arguments.number();
    if (!offset || *offset > UINT32_MAX || !arguments.take('.')) return false;
    const auto octets = arguments.number();
    if (!octets || *octets == 0 || *octets > UINT32_MAX || !arguments.take('>')) return false;
    item.partial =
        Partial{static_cast<std::uint32_t>(*offset), static_cast<std::uint32_t>(*octets)};
    item.label += '<' + std::to_string(*offset) + '>';
    return true;
}

bool takeItem(Arguments& arguments, FetchItem& item)
{
    const auto name = arguments.word();
    if (!name) return false;
    if (arguments.take('[')) {
        item.kind = FetchKind::section;
        item.sets_seen = equalNoCase(*name, "BODY");
        if (!item.sets_seen && !equalNoCase(*name, "BODY.PEEK")) return false;
        item.label = "BODY[";
        return takeSection(arguments, item) && takePartial(arguments, item);
    }
    for (const auto& old : OldItems) {
        if (!equalNoCase(*name, old.name)) continue;
        item.kind = FetchKind::section;
        item.section.kind = old.kind;
        item.sets_seen = old.sets_seen;
        item.label = old.name;
        return true;
    }
    for (const auto& plain : PlainItems) {
        if (!equalNoCase(*name, plain.name)) continue;
        item.kind = plain.kind;
        item.label = plain.name;
        return true;
    }
    return false;
}

bool takeItems(Arguments& arguments, FetchRequest& request)
{
    arguments.skipSpaces();
    while (!arguments.take(')')) {
        if (request.items.size() == MaxFetchItems) return false;
        if (!takeItem(arguments, request.items.emplace_back())) return false;
        if (!arguments.space() && arguments.next() != ')') return false;
    }
    return !request.items.empty();
}

bool takeItemsOrMacro(Arguments& arguments, FetchRequest& request)
{
    if (arguments.take('(')) return takeItems(arguments, request);
    for (const auto& macro : Macros) {
        if (!arguments.takeWord(macro.name)) continue;
        Arguments expansion(macro.items);
        return expansion.take('(') && takeItems(expansion, request);
    }
    return takeItem(arguments, request.items.emplace_back());
}

/// "(CHANGEDSINCE 12)" (RFC 7162 §3.1.4.1); VANISHED belongs to QRESYNC, which we do not speak.
bool takeModifiers(Arguments& arguments, FetchRequest& request)
{
    if (arguments.atEnd()) return true;
    if (!arguments.space() || !arguments.take('(') || !arguments.takeWord("CHANGEDSINCE"))
        return false;
    if (!arguments.space()) return false;
    request.changed_since = arguments.number();
    arguments.skipSpaces();
    return request.changed_since && arguments.take(')') && arguments.atEnd();
}

} // namespace

bool FetchRequest::has(FetchKind kind) const
{
    return std::ranges::find(items, kind, &FetchItem::kind) != items.end();
}

bool FetchRequest::setsSeen() const
{
    return std::ranges::any_of(items, &FetchItem::sets_seen);
}

std::optional<FetchRequest> parseFetch(Arguments& arguments)
{
    FetchRequest request;
    if (!takeItemsOrMacro(arguments, request)) return std::nullopt;
    if (!takeModifiers(arguments, request)) return std::nullopt;
    return request;
}

} // namespace roost::imap
