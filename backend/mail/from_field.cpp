// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/from_field.h"

#include "backend/mail/header_reader.h"
#include "backend/mail/lexer.h"

#include <optional>
#include <utility>

namespace roost::mail {
namespace {

/// Reads an address list by recursive descent: a group is a list in a list, and never deeper.
class ListReader {
public:
    explicit ListReader(std::string_view text) : lexer_(text) {}
    bool read() { return lexer_.skipBlanks() && list(false) && lexer_.atEnd() && found.count > 0; }
    FromField found;

private:
    bool list(bool in_group);
    bool element(bool in_group);
    bool phrase();
    bool group();
    bool angle();
    bool spec();
    std::optional<std::string> localPart();
    std::optional<std::string> domain();
    /// Reads `c`, if it is next, and the blanks behind it.
    bool skip(char c) { return lexer_.take(c) && lexer_.skipBlanks(); }

    Lexer lexer_;
};

bool ListReader::list(bool in_group)
{
    const auto atListEnd = [&] { return lexer_.atEnd() || (in_group && lexer_.peek() == ';'); };
    for (;;) {
        while (skip(',')) { // empty elements are obsolete but legal
        }
        if (atListEnd()) return true;
        if (!element(in_group)) return false;
        if (atListEnd()) return true;
        if (lexer_.peek() != ',') return false;
    }
}

bool ListReader::element(bool in_group)
{
    const Lexer start = lexer_;
    if (!phrase()) return false;
    if (lexer_.peek() == '<') return angle();
    if (lexer_.peek() == ':' && !in_group) return group();
    lexer_ = start; // what looked like a name is the local part of a bare address
    return spec();
}

/// The name before an address or group; may be empty. Unquoted dots are obsolete but common.
bool ListReader::phrase()
{
    for (;;) {
        if (lexer_.peek() == '"') {
            if (!lexer_.quoted()) return false;
        } else if (!lexer_.atom() && !lexer_.take('.')) {
            return true;
        }
        if (!lexer_.skipBlanks()) return false;
    }
}

bool ListReader::group()
{
    return skip(':') && list(true) && skip(';');
}

bool ListReader::angle()
{
    if (!skip('<')) return false;
    if (lexer_.peek() == '@') { // an obsolete route: @a,@b:
        lexer_.until(":<>\"");
        if (!skip(':')) return false;
    }
    return spec() && skip('>');
}

bool ListReader::spec()
{
    auto local = localPart();
    if (!local || !skip('@')) return false;
    const auto name = domain();
    if (!name) return false;
    auto address = Address::assemble(std::move(*local), *name);
    if (!address) return false;
    if (found.count++ == 0) found.first = std::move(*address);
    return true;
}

/// Words joined by dots, blanks allowed between them (RFC 5322 §4.4 obs-local-part).
std::optional<std::string> ListReader::localPart()
{
    std::string result;
    for (;;) {
        const auto word = lexer_.peek() == '"' ? lexer_.quoted() : lexer_.atom();
        if (!word || !lexer_.skipBlanks()) return std::nullopt;
        result += *word;
        if (!skip('.')) return result;
        result += '.';
    }
}

std::optional<std::string> ListReader::domain()
{
    if (lexer_.peek() == '[') {
        std::string literal(lexer_.until("]"));
        if (!skip(']')) return std::nullopt;
        return literal + ']';
    }
    std::string result;
    for (;;) {
        const auto label = lexer_.atom();
        if (!label || !lexer_.skipBlanks()) return std::nullopt;
        result += *label;
        if (!skip('.')) return result;
        result += '.';
    }
}

} // namespace

Result<FromField> parseFrom(std::string_view value)
{
    const std::string text = unfolded(value);
    ListReader reader(text);
    if (!reader.read()) return Error(Code::invalid, "no address in From");
    return std::move(reader.found);
}

} // namespace roost::mail
