// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/header.h"

#include "backend/mime/limits.h"
#include "backend/mime/message.h"
#include "shared/base/text.h"

#include <algorithm>

namespace roost::mime {

namespace {

bool isFolded(std::string_view line)
{
    return !line.empty() && (line.front() == ' ' || line.front() == '\t');
}

} // namespace

std::string_view takeLine(std::string_view& rest)
{
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end == std::string_view::npos ? rest.size() : end + 1);
    rest.remove_prefix(line.size());
    return line;
}

bool isEmptyLine(std::string_view line)
{
    return line == "\r\n" || line == "\n";
}

std::optional<Field> takeField(std::string_view& rest)
{
    const std::string_view from = rest;
    const std::string_view first = takeLine(rest);
    if (first.empty() || isEmptyLine(first)) return std::nullopt;

    while (isFolded(rest)) takeLine(rest);
    Field field;
    field.octets = from.substr(0, from.size() - rest.size());
    const auto colon = first.find(':');
    if (colon != std::string_view::npos) {
        field.name = trimmed(first.substr(0, colon)); // RFC 5322 §4.5: a blank before the colon
        field.value = field.octets.substr(colon + 1);
    }
    return field;
}

std::optional<std::string_view> fieldValue(std::string_view header, std::string_view name)
{
    while (const auto field = takeField(header))
        if (equalNoCase(field->name, name)) return field->value.substr(0, MaxFieldOctets);
    return std::nullopt;
}

std::string unfolded(std::string_view value)
{
    value = trimmed(value.substr(0, MaxFieldOctets));
    std::string line(value);
    std::erase_if(line, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    return line;
}

std::string_view headerOf(std::string_view message)
{
    std::string_view rest = message;
    while (!rest.empty())
        if (isEmptyLine(takeLine(rest))) break;
    return message.substr(0, message.size() - rest.size());
}

std::string
headerFields(std::string_view header, const std::vector<std::string>& names, bool except)
{
    std::string wanted;
    while (const auto field = takeField(header)) {
        const bool named = !field->name.empty() && std::ranges::any_of(names, [&](const auto& n) {
            return equalNoCase(n, field->name);
        });
        if (named != except) wanted += field->octets;
    }
    if (!wanted.empty() && wanted.back() != '\n') wanted += "\r\n"; // the message ended in it
    return wanted += "\r\n";
}

} // namespace roost::mime
