// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/fetch_value.h"

#include "backend/imap/grammar/dates.h"
#include "backend/imap/grammar/flags.h"

#include <fmt/format.h>

#include <algorithm>

namespace roost::imap {

namespace {

using mime::SectionKind;

void appendLiteral(std::string& out, const std::optional<Partial>& partial, std::string_view value)
{
    const Slice slice = sliceOf(partial, static_cast<std::int64_t>(value.size()));
    fmt::format_to(std::back_inserter(out), "{{{}}}\r\n", slice.octets);
    out += value.substr(static_cast<std::size_t>(slice.offset),
                        static_cast<std::size_t>(slice.octets));
}

/// Sections of the message itself are plain cuts; only those of its parts need the MIME parser.
void appendSection(std::string& out, const FetchItem& item, MessageText& text)
{
    const auto& section = item.section;
    if (!section.part.empty()) {
        const auto value = text.parsed().section(section);
        if (!value) {
            out += "NIL";
            return;
        }
        appendLiteral(out, item.partial, *value);
        return;
    }
    switch (section.kind) {
    case SectionKind::whole: appendLiteral(out, item.partial, text.octets()); return;
    case SectionKind::header: appendLiteral(out, item.partial, text.header()); return;
    case SectionKind::text:
        appendLiteral(out, item.partial, text.octets().substr(text.header().size()));
        return;
    case SectionKind::header_fields:
    case SectionKind::header_fields_not:
    case SectionKind::mime: break;
    }
    const bool others = section.kind == SectionKind::header_fields_not;
    appendLiteral(out, item.partial, mime::headerFields(text.header(), section.fields, others));
}

} // namespace

std::string_view MessageText::header()
{
    if (!header_) header_ = mime::headerOf(octets_);
    return *header_;
}

mime::Message& MessageText::parsed()
{
    if (!parsed_) parsed_.emplace(octets_);
    return *parsed_;
}

Needs needsOf(const FetchItem& item)
{
    switch (item.kind) {
    case FetchKind::envelope: return Needs::header;
    case FetchKind::body:
    case FetchKind::body_structure: return Needs::message;
    case FetchKind::section: break;
    default: return Needs::row;
    }
    if (!item.section.part.empty()) return Needs::message;
    switch (item.section.kind) {
    case SectionKind::header:
    case SectionKind::header_fields:
    case SectionKind::header_fields_not: return Needs::header;
    default: return Needs::message;
    }
}

Needs needsOf(const FetchRequest& request)
{
    Needs most = Needs::row;
    for (const auto& item : request.items) most = std::max(most, needsOf(item));
    return most;
}

bool isStreamable(const FetchItem& item)
{
    return item.kind == FetchKind::section && item.section.part.empty()
           && (item.section.kind == SectionKind::whole || item.section.kind == SectionKind::text);
}

Slice sliceOf(const std::optional<Partial>& partial, std::int64_t available)
{
    if (!partial) return Slice{0, available};
    const auto offset = std::min<std::int64_t>(partial->offset, available);
    return Slice{offset, std::min<std::int64_t>(partial->octets, available - offset)};
}

void appendItem(std::string& out,
                const FetchItem& item,
                const store::MessageRow& row,
                MessageText& text)
{
    const auto end = std::back_inserter(out);
    out += item.label;
    out += ' ';
    switch (item.kind) {
    case FetchKind::uid: fmt::format_to(end, "{}", row.uid); return;
    case FetchKind::flags: appendFlags(out, row.flags, row.keywords); return;
    case FetchKind::internal_date: appendDateTime(out, row.received_at); return;
    case FetchKind::size: fmt::format_to(end, "{}", row.octets); return;
    case FetchKind::modseq: fmt::format_to(end, "({})", row.modseq); return;
    case FetchKind::envelope: out += text.parsed().envelope(); return;
    case FetchKind::body: out += text.parsed().bodyStructure(false); return;
    case FetchKind::body_structure: out += text.parsed().bodyStructure(true); return;
    case FetchKind::section: appendSection(out, item, text); return;
    }
}

} // namespace roost::imap
