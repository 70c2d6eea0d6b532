// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/address.h"

#include "backend/mail/idna.h"
#include "backend/mail/lexer.h"
#include "backend/mail/utf8.h"
#include "shared/base/text.h"

#include <algorithm>
#include <arpa/inet.h>

namespace roost::mail {
namespace {

constexpr std::size_t MaxLocalOctets = 64;   // RFC 5321 §4.5.3.1.1
constexpr std::size_t MaxDomainOctets = 255; // RFC 5321 §4.5.3.1.2
constexpr std::size_t MaxPathOctets = 256;   // RFC 5321 §4.5.3.1.3, with both brackets
constexpr std::size_t MaxLabelOctets = 63;   // RFC 1035 §2.3.4
constexpr std::string_view Ipv6Tag = "[ipv6:";

Error invalid(std::string_view why)
{
    return {Code::invalid, std::string(why)};
}

bool isLabelText(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
           || static_cast<unsigned char>(c) >= 0x80;
}

bool isLabel(std::string_view label)
{
    return !label.empty() && label.size() <= MaxLabelOctets && !label.starts_with('-')
           && !label.ends_with('-') && std::ranges::all_of(label, isLabelText);
}

/// RFC 5321 §4.1.3, lower case; tagged literals other than IPv6 do not exist.
bool isAddressLiteral(std::string_view domain)
{
    if (!domain.starts_with('[') || !domain.ends_with(']')) return false;
    const bool six = domain.starts_with(Ipv6Tag);
    domain.remove_suffix(1);
    domain.remove_prefix(six ? Ipv6Tag.size() : 1);
    in6_addr address{}; // large enough for either family
    return inet_pton(six ? AF_INET6 : AF_INET, std::string(domain).c_str(), &address) == 1;
}

bool isDomain(std::string_view domain)
{
    if (domain.empty() || domain.size() > MaxDomainOctets || !isUtf8(domain)) return false;
    if (domain.find('\0') != std::string_view::npos) return false; // would end a C string early
    if (domain.starts_with('[')) return isAddressLiteral(domain);
    return std::ranges::all_of(split(domain, '.'), isLabel);
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
}

std::optional<std::string> readLocal(Lexer& lexer)
{
    return lexer.peek() == '"' ? lexer.quoted() : lexer.dotAtom();
}

} // namespace

Result<Address> Address::assemble(std::string local, std::string_view domain)
{
    if (local.empty() || local.size() > MaxLocalOctets || std::ranges::any_of(local, isControl)
        || !isUtf8(local))
        return invalid("bad local part of an address");
    std::string name = lower(domain);
    if (!isDomain(name)) return invalid("bad domain of an address");
    auto ascii = asciiDomain(name);
    if (!ascii || !isDomain(*ascii)) return invalid("bad domain of an address");
    name = std::move(*ascii);
    if (local.size() + 1 + name.size() + 2 > MaxPathOctets) return invalid("address too long");
    return Address{std::move(local), std::move(name)};
}

Result<Address> Address::parse(std::string_view text)
{
    Lexer lexer(text);
    auto local = readLocal(lexer);
    if (!local || !lexer.take('@')) return invalid("not an address");
    return assemble(std::move(*local), lexer.rest());
}

std::string Address::key() const
{
    return lower(local) + '@' + domain;
}

std::string Address::mailboxKey() const
{
    const auto plus = local.find('+');
    if (plus == 0) return key(); // an extension of nothing is a name
    return lower(local.substr(0, plus)) + '@' + domain;
}

std::string Address::text() const
{
    Lexer lexer(local);
    if (lexer.dotAtom() && lexer.atEnd()) return local + '@' + domain;
    std::string quoted = "\"";
    for (const char c : local) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"@" + domain;
}

Result<Address> parsePath(std::string_view text, std::string_view& rest)
{
    Lexer lexer(text.substr(std::min(text.find_first_not_of(' '), text.size())));
    if (!lexer.take('<')) return invalid("no path");
    if (lexer.take('>')) {
        rest = lexer.rest();
        return Address{};
    }
    if (lexer.peek() == '@') { // a source route; RFC 5321 §3.6.1 lets us ignore it
        const auto route = lexer.until(":>");
        if (route.size() > MaxPathOctets || !lexer.take(':')) return invalid("bad source route");
    }
    auto local = readLocal(lexer);
    if (!local || !lexer.take('@')) return invalid("not an address");
    const auto domain = lexer.until(">");
    if (!lexer.take('>')) return invalid("path not closed");
    rest = lexer.rest();
    return Address::assemble(std::move(*local), domain);
}

} // namespace roost::mail
