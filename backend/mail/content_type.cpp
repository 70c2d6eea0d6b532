// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/content_type.h"

#include "backend/mail/header_reader.h"
#include "backend/mail/lexer.h"
#include "shared/base/text.h"

#include <optional>
#include <utility>

namespace roost::mail {
namespace {

constexpr std::size_t MaxBoundaryOctets = 70; // RFC 2046 §5.1.1

/// RFC 2045 §5.1 token, in lower case; empty when there is none.
std::string readToken(Lexer& lexer)
{
    return lower(lexer.until("()<>@,;:\\\"/[]?="));
}

std::optional<std::string> readValue(Lexer& lexer)
{
    if (lexer.peek() == '"') return lexer.quoted();
    return std::string(lexer.until(";\"("));
}

bool acceptBoundary(ContentType& found, std::string value)
{
    if (!found.boundary.empty() || value.empty() || value.size() > MaxBoundaryOctets
        || value.ends_with(' ') || value.ends_with('\t'))
        return false;
    found.boundary = std::move(value);
    return true;
}

/// `; name=value` and the blanks around; a lone semicolon at the end is tolerated.
bool readParameter(Lexer& lexer, ContentType& found)
{
    if (!lexer.take(';') || !lexer.skipBlanks()) return false;
    if (lexer.atEnd()) return true;
    const std::string name = readToken(lexer);
    if (name.empty() || !lexer.skipBlanks() || !lexer.take('=') || !lexer.skipBlanks())
        return false;
    auto value = readValue(lexer);
    if (!value || !lexer.skipBlanks()) return false;
    if (name.starts_with("boundary*")) return false;
    return name != "boundary" || acceptBoundary(found, std::move(*value));
}

} // namespace

Result<ContentType> parseContentType(std::string_view value)
{
    const Error invalid(Code::invalid, "bad Content-Type");
    const std::string text = unfolded(value);
    Lexer lexer(text);
    ContentType found;
    if (!lexer.skipBlanks()) return invalid;
    found.type = readToken(lexer);
    if (!lexer.skipBlanks() || !lexer.take('/') || !lexer.skipBlanks()) return invalid;
    found.subtype = readToken(lexer);
    if (found.type.empty() || found.subtype.empty() || !lexer.skipBlanks()) return invalid;
    while (!lexer.atEnd())
        if (!readParameter(lexer, found)) return invalid;
    return found;
}

Result<TransferEncoding> parseTransferEncoding(std::string_view value)
{
    const Error invalid(Code::invalid, "bad Content-Transfer-Encoding");
    const std::string text = unfolded(value);
    Lexer lexer(text);
    if (!lexer.skipBlanks()) return invalid;
    const std::string name = readToken(lexer);
    if (!lexer.skipBlanks() || !lexer.atEnd()) return invalid;
    if (name.empty() || name == "7bit" || name == "8bit" || name == "binary")
        return TransferEncoding::identity;
    if (name == "base64") return TransferEncoding::base64;
    if (name == "quoted-printable") return TransferEncoding::quoted_printable;
    return invalid;
}

} // namespace roost::mail
