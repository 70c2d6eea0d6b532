// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/content.h"

#include "backend/mime/header.h"
#include "backend/mime/limits.h"
#include "backend/mime/scanner.h"
#include "shared/base/text.h"

#include <algorithm>

namespace roost::mime {

namespace {

constexpr std::string_view Specials = "()<>@,;:\\\"/[]?="; // RFC 2045 §5.1 tspecials

/// A token, 7 bit; empty when there is none.
std::string token(Scanner& scanner)
{
    scanner.skipBlanks();
    const auto word = scanner.word(Specials);
    const bool plain = word.size() <= MaxTypeOctets
                       && std::ranges::none_of(word, [](char c) { return (c & 0x80) != 0; });
    return plain ? std::string(word) : std::string();
}

/// `value` of a parameter: quoted, or everything up to the semicolon, because unquoted file names
/// with blanks are common.
std::string parameterValue(Scanner& scanner)
{
    scanner.skipBlanks();
    if (scanner.peek() == '"') return scanner.quoted().substr(0, MaxStringOctets);
    return unfolded(scanner.until(";")).substr(0, MaxStringOctets);
}

/// What follows type or disposition: *(";" name "=" value). Anything else is passed over.
std::vector<Parameter> parameters(Scanner& scanner)
{
    std::vector<Parameter> found;
    while (!scanner.atEnd() && found.size() < MaxParameters) {
        scanner.skipBlanks();
        if (!scanner.take(';')) {
            if (scanner.peek() == '"')
                scanner.quoted();
            else if (scanner.until(";\"").empty())
                scanner.skip(); // never stand still
            continue;
        }
        scanner.skipBlanks();
        Parameter parameter;
        parameter.name = std::string(scanner.word("=;\"()")).substr(0, MaxTypeOctets);
        scanner.skipBlanks();
        if (!scanner.take('=')) continue;
        parameter.value = parameterValue(scanner);
        if (!parameter.name.empty()) found.push_back(std::move(parameter));
    }
    return found;
}

} // namespace

bool ContentType::is(std::string_view wanted_type, std::string_view wanted_subtype) const
{
    return equalNoCase(type, wanted_type)
           && (wanted_subtype.empty() || equalNoCase(subtype, wanted_subtype));
}

std::string_view ContentType::parameter(std::string_view name) const
{
    const auto found = std::ranges::find_if(
        parameters, [&](const Parameter& p) { return equalNoCase(p.name, name); });
    return found == parameters.end() ? std::string_view() : std::string_view(found->value);
}

ContentType plainText()
{
    return {"TEXT", "PLAIN", {{"CHARSET", "US-ASCII"}}};
}

ContentType opaque()
{
    return {"APPLICATION", "OCTET-STREAM", {}};
}

std::optional<ContentType> parseContentType(std::string_view value)
{
    Scanner scanner(value);
    ContentType content;
    content.type = token(scanner);
    scanner.skipBlanks();
    if (content.type.empty() || !scanner.take('/')) return std::nullopt;
    content.subtype = token(scanner);
    if (content.subtype.empty()) return std::nullopt;
    content.parameters = parameters(scanner);
    return content;
}

std::optional<Disposition> parseDisposition(std::string_view value)
{
    Scanner scanner(value);
    Disposition disposition;
    disposition.kind = token(scanner);
    if (disposition.kind.empty()) return std::nullopt;
    disposition.parameters = parameters(scanner);
    return disposition;
}

std::string transferEncoding(std::string_view header)
{
    Scanner scanner(fieldValue(header, "content-transfer-encoding").value_or(std::string_view()));
    const std::string encoding = token(scanner);
    return encoding.empty() ? "7BIT" : encoding;
}

std::vector<std::string> parseLanguages(std::string_view value)
{
    Scanner scanner(value);
    std::vector<std::string> languages;
    while (!scanner.atEnd() && languages.size() < MaxLanguages) {
        std::string language = token(scanner);
        if (!language.empty())
            languages.push_back(std::move(language));
        else
            scanner.skip();
    }
    return languages;
}

} // namespace roost::mime
