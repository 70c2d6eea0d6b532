// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/invite/invite.h"

#include "shared/base/text.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string_view>
#include <sys/random.h>
#include <system_error>
#include <utility>

namespace roost::invite {

namespace {

constexpr std::int64_t NameLength = 9;      // of the reference relay (protocol.md C2)
constexpr std::int64_t PasswordLength = 12; // likewise
constexpr std::string_view NameAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view PasswordAlphabet =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

unsigned char randomOctet()
{
    unsigned char octet = 0;
    while (::getrandom(&octet, sizeof octet, 0) != sizeof octet)
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
    return octet;
}

/// Each letter is equally likely: octets beyond the last whole run of the alphabet are thrown away.
char randomLetter(std::string_view alphabet)
{
    const std::size_t fair = 256 - 256 % alphabet.size();
    std::size_t octet = randomOctet();
    while (octet >= fair) octet = randomOctet();
    return alphabet[octet % alphabet.size()];
}

std::string randomText(std::string_view alphabet, std::int64_t length)
{
    std::string text;
    for (std::int64_t i = 0; i < length; ++i) text += randomLetter(alphabet);
    return text;
}

bool isSelfSigned(const settings::Values& values)
{
    return values.tls_mode == "self-signed";
}

bool hasUsualPorts(const settings::Values& values)
{
    const settings::Values usual;
    return values.port_offset == 0 && values.imaps_port == usual.imaps_port
           && values.smtp_submissions_port == usual.smtp_submissions_port;
}

bool isLoopback(std::string_view address)
{
    return address.starts_with("127.") || address == "::1";
}

/// Names below localhost have no DNS record, and glibc does not know those with an underscore.
bool isLocalName(std::string_view domain)
{
    return domain == "localhost" || domain.ends_with(".localhost");
}

/// Where a relay with a local name is reached: an address of the network when it listens on one.
std::string localHost(const settings::Values& values)
{
    for (const auto address : split(values.listen_addresses, ' '))
        if (!address.empty() && !isLoopback(address) && address != "0.0.0.0" && address != "::")
            return std::string(address);
    return "127.0.0.1";
}

/// `1.2.3.4` for the mail domain `[1.2.3.4]`, the bare address for `[IPv6:...]` (protocol.md C10).
std::string hostOf(const settings::Values& values)
{
    std::string_view domain = values.mail_domain;
    if (isLocalName(domain)) return localHost(values);
    if (!domain.starts_with('[') || !domain.ends_with(']')) return std::string(domain);
    domain = domain.substr(1, domain.size() - 2);
    if (startsWithNoCase(domain, "IPv6:")) domain.remove_prefix(5);
    return std::string(domain);
}

std::string parameter(std::string_view key, std::string_view value)
{
    return "&" + std::string(key) + "=" + percentEncode(value);
}

/// The server part of the link; nothing when the address says enough.
std::string serverParameters(const settings::Values& values)
{
    const std::string host = hostOf(values);
    const bool own_ports = !hasUsualPorts(values);
    if (host == values.mail_domain && !own_ports) return {};

    std::string text = parameter("ih", host);
    if (own_ports)
        text += parameter("ip", std::to_string(values.imaps_port + values.port_offset)) + "&is=ssl";
    text += parameter("sh", host);
    if (own_ports)
        text += parameter("sp", std::to_string(values.smtp_submissions_port + values.port_offset))
                + "&ss=ssl";
    return text;
}

} // namespace

Credentials freshCredentials(const settings::Values& values)
{
    const auto shortest = std::min(values.username_min_length, values.username_max_length);
    const auto name_length = std::clamp(NameLength, shortest, values.username_max_length);
    const auto password_length = std::max(PasswordLength, values.password_min_length);
    return {randomText(NameAlphabet, name_length) + "@" + values.mail_domain,
            randomText(PasswordAlphabet, password_length)};
}

std::string dcloginLink(const settings::Values& values, const Credentials& credentials)
{
    std::string link = "dclogin:" + percentEncode(credentials.address, "@[]:") + "?";
    link += "p=" + percentEncode(credentials.password) + "&v=1";
    link += serverParameters(values);
    if (isSelfSigned(values)) link += "&ic=3"; // accept a certificate that no authority signed
    return link;
}

std::string inviteLink(const settings::Values& values)
{
    if (isSelfSigned(values) || !hasUsualPorts(values) || values.https_port != 443)
        return dcloginLink(values, freshCredentials(values));
    return "dcaccount:https://" + hostOf(values) + "/new";
}

bool isReachableOnlyHere(const settings::Values& values)
{
    for (const auto address : split(values.listen_addresses, ' '))
        if (!address.empty() && !isLoopback(address)) return false;
    return true;
}

} // namespace roost::invite
