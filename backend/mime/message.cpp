// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/message.h"

#include "backend/mime/answers.h"
#include "backend/mime/decode.h"
#include "backend/mime/header.h"
#include "backend/mime/search.h"

namespace roost::mime {

struct Message::State {
    explicit State(std::string_view message) : octets(message), header(headerOf(message)) {}

    std::string_view octets;
    std::string_view header;
    std::optional<Part> parts;

    const Part& root()
    {
        if (!parts) parts = splitMessage(octets);
        return *parts;
    }
};

namespace {

std::optional<std::string>
messageSection(std::string_view header, std::string_view text, const Section& wanted)
{
    switch (wanted.kind) {
    case SectionKind::header: return std::string(header);
    case SectionKind::header_fields: return headerFields(header, wanted.fields, false);
    case SectionKind::header_fields_not: return headerFields(header, wanted.fields, true);
    case SectionKind::text: return std::string(text);
    case SectionKind::whole:
    case SectionKind::mime: break;
    }
    return std::nullopt;
}

/// RFC 3501 §6.4.5: HEADER and TEXT below a part number are those of an embedded message.
std::optional<std::string> partSection(const Part& part, const Section& wanted)
{
    if (wanted.kind == SectionKind::whole) return std::string(part.body);
    if (wanted.kind == SectionKind::mime) return std::string(part.header);
    if (!part.isMessage()) return std::nullopt;
    const Part& message = part.children[0];
    return messageSection(message.header, message.body, wanted);
}

} // namespace

Message::Message(std::string_view octets) : state_(std::make_unique<State>(octets)) {}
Message::Message(Message&&) noexcept = default;
Message::~Message() = default;

std::optional<std::string> Message::section(const Section& wanted)
{
    if (!wanted.part.empty()) {
        const Part* part = partAt(state_->root(), wanted.part);
        return part ? partSection(*part, wanted) : std::nullopt;
    }
    if (wanted.kind == SectionKind::whole) return std::string(state_->octets);
    return messageSection(state_->header, state_->octets.substr(state_->header.size()), wanted);
}

std::string Message::envelope()
{
    return envelopeOf(state_->header);
}

std::string Message::bodyStructure(bool extended)
{
    return bodyStructureOf(state_->root(), extended);
}

bool Message::headerContains(std::string_view field, std::string_view text)
{
    return !field.empty() && headerHas(state_->header, field, caseFolded(std::string(text)));
}

bool Message::bodyContains(std::string_view text)
{
    return bodyHas(state_->root(), caseFolded(std::string(text)));
}

bool Message::textContains(std::string_view text)
{
    return headerHas(state_->header, {}, caseFolded(std::string(text))) || bodyContains(text);
}

std::optional<std::int64_t> Message::sentDay()
{
    const auto date = fieldValue(state_->header, "date");
    return date ? dayOf(*date) : std::nullopt;
}

} // namespace roost::mime
