// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/answers.h"
#include "backend/mime/decode.h"
#include "backend/mime/header.h"
#include "backend/mime/limits.h"
#include "backend/mime/message.h"

#include <algorithm>

namespace roost::mime {

namespace {

/// Clients read these strings as UTF-8 and drop the connection over anything else.
std::string text(std::string_view value)
{
    return imapString(validUtf8(std::string(value.substr(0, MaxStringOctets))));
}

std::string textField(std::string_view header, std::string_view name)
{
    const auto value = fieldValue(header, name);
    return value ? text(unfolded(*value)) : "NIL";
}

std::string parameterList(const std::vector<Parameter>& parameters)
{
    if (parameters.empty()) return "NIL"; // "()" is not in the grammar
    std::string list;
    for (const Parameter& parameter : parameters) {
        list += list.empty() ? '(' : ' ';
        list += text(parameter.name) + ' ' + text(parameter.value);
    }
    return list += ')';
}

std::string dispositionOf(std::string_view header)
{
    const auto value = fieldValue(header, "content-disposition");
    const auto disposition = value ? parseDisposition(*value) : std::nullopt;
    if (!disposition) return "NIL";
    return '(' + text(disposition->kind) + ' ' + parameterList(disposition->parameters) + ')';
}

std::string languagesOf(std::string_view header)
{
    const auto value = fieldValue(header, "content-language");
    const auto languages = value ? parseLanguages(*value) : std::vector<std::string>();
    if (languages.empty()) return "NIL";
    std::string list;
    for (const std::string& language : languages) {
        list += list.empty() ? '(' : ' ';
        list += text(language);
    }
    return list += ')';
}

/// The extension data that single parts and multiparts have in common.
std::string extension(std::string_view header)
{
    return ' ' + dispositionOf(header) + ' ' + languagesOf(header) + ' '
           + textField(header, "content-location");
}

std::string linesOf(std::string_view body)
{
    return std::to_string(std::ranges::count(body, '\n'));
}

std::string multipart(const Part& part, bool extended)
{
    std::string structure = "(";
    for (const Part& child : part.children) structure += bodyStructureOf(child, extended);
    structure += ' ' + text(part.content.subtype);
    if (extended)
        structure += ' ' + parameterList(part.content.parameters) + extension(part.header);
    return structure += ')';
}

std::string singlePart(const Part& part, bool extended)
{
    const std::string_view header = part.header;
    std::string structure = '(' + text(part.content.type) + ' ' + text(part.content.subtype) + ' '
                            + parameterList(part.content.parameters);
    structure += ' ' + textField(header, "content-id");
    structure += ' ' + textField(header, "content-description");
    structure += ' ' + text(transferEncoding(header)) + ' ' + std::to_string(part.body.size());
    if (part.isMessage()) {
        const Part& message = part.children[0];
        structure += ' ' + envelopeOf(message.header) + ' ' + bodyStructureOf(message, extended);
    }
    if (part.isMessage() || part.content.is("text")) structure += ' ' + linesOf(part.body);
    if (extended) structure += ' ' + textField(header, "content-md5") + extension(header);
    return structure += ')';
}

} // namespace

std::string bodyStructureOf(const Part& part, bool extended)
{
    return part.isMultipart() ? multipart(part, extended) : singlePart(part, extended);
}

} // namespace roost::mime
