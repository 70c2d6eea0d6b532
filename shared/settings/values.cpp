// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/text.h"
#include "shared/settings/address_text.h"
#include "shared/settings/schema.h"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <optional>

namespace roost::settings {

namespace {

using Members =
    boost::describe::describe_members<Values,
                                      boost::describe::mod_public | boost::describe::mod_inherited>;

/// Calls `visit` with the member named `name`; whether there is one.
template <class V, class Visit>
bool visitMember(V& values, std::string_view name, Visit visit)
{
    bool found = false;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        if (found || name != member.name) return;
        found = true;
        visit(values.*member.pointer);
    });
    return found;
}

/// Shortest text that reads back the same; locale plays no part.
template <class Number>
std::string numberText(Number value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

std::string boundText(double value)
{
    if (value == std::trunc(value)) return numberText(static_cast<std::int64_t>(value));
    return numberText(value);
}

template <class Number>
std::optional<Number> numberOf(std::string_view text)
{
    Number value{};
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

/// 500M, 1G, 1.5 GB, 31457280.
std::optional<std::int64_t> octetsOf(std::string_view text)
{
    double unit = 1;
    if (!text.empty() && (text.back() == 'B' || text.back() == 'b')) text.remove_suffix(1);
    if (!text.empty()) {
        const auto power = std::string_view("KMGT").find(upper(text.back()));
        if (power != std::string_view::npos) {
            unit = std::pow(1024.0, static_cast<double>(power) + 1);
            text.remove_suffix(1);
        }
    }
    text = trimmed(text);
    if (unit == 1) return numberOf<std::int64_t>(text);
    const auto value = numberOf<double>(text);
    // Within what a double counts exactly, and so within 64 bits.
    if (!value || !std::isfinite(*value) || std::abs(*value * unit) > 9e15) return std::nullopt;
    return static_cast<std::int64_t>(std::llround(*value * unit));
}

std::string allowed(const Spec& spec)
{
    const std::string range = " from " + boundText(spec.minimum) + " to " + boundText(spec.maximum);
    switch (spec.type) {
    case Type::flag: return "true or false";
    case Type::whole: return "a whole number" + range;
    case Type::decimal: return "a number" + range;
    case Type::octets: return "a size" + range + " octets, such as 500M or 1G";
    case Type::domain: return "a domain such as chat.example.org";
    case Type::address: return "a mail address such as privacy@example.org, or nothing";
    case Type::addresses: return "IP addresses separated by spaces, such as 192.0.2.1 2001:db8::1";
    case Type::domains: return "domains separated by spaces, such as example.org example.net";
    case Type::servers:
        return "IP addresses with or without a port, separated by spaces, such as 192.0.2.53 "
               "127.0.0.1:5353 [2001:db8::1]:53";
    case Type::selector: return "a DKIM selector of letters, digits and hyphens";
    case Type::certificates:
        return "certificates in PEM form (-----BEGIN CERTIFICATE-----), at most "
               + boundText(spec.maximum) + " characters";
    case Type::text: return "text of at most " + boundText(spec.maximum) + " printable characters";
    case Type::choice: break;
    }
    std::string names;
    for (const auto choice : spec.choices)
        names += (names.empty() ? "" : ", ") + std::string(choice);
    return "one of: " + names;
}

bool isWithin(const Spec& spec, double value)
{
    return value >= spec.minimum && value <= spec.maximum;
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [&](auto word) { return equalNoCase(text, word); });
}

bool read(const Spec&, std::string_view text, bool& out)
{
    const bool yes = isOneOf(text, {"true", "yes", "on", "1"});
    if (!yes && !isOneOf(text, {"false", "no", "off", "0"})) return false;
    out = yes;
    return true;
}

bool read(const Spec& spec, std::string_view text, std::int64_t& out)
{
    const auto value = spec.type == Type::octets ? octetsOf(text) : numberOf<std::int64_t>(text);
    if (!value || !isWithin(spec, static_cast<double>(*value))) return false;
    out = *value;
    return true;
}

bool read(const Spec& spec, std::string_view text, double& out)
{
    const auto value = numberOf<double>(text);
    if (!value || !isWithin(spec, *value)) return false;
    out = *value;
    return true;
}

bool isPrintable(std::string_view text)
{
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    return true;
}

bool read(const Spec& spec, std::string_view text, std::string& out)
{
    std::optional<std::string> value;
    switch (spec.type) {
    case Type::domain: value = domainText(text); break;
    case Type::address: value = mailAddressText(text); break;
    case Type::addresses: value = addressesText(text); break;
    case Type::domains: value = domainsText(text); break;
    case Type::servers: value = serversText(text); break;
    case Type::selector: value = selectorText(text); break;
    case Type::certificates: value = certificatesText(text); break;
    case Type::choice:
        for (const auto choice : spec.choices)
            if (choice == text) value = text;
        break;
    default:
        if (isPrintable(text)) value = text;
    }
    if (!value) return false;
    if (spec.type != Type::choice && !isWithin(spec, static_cast<double>(value->size())))
        return false;
    out = *value;
    return true;
}

std::string text(bool value)
{
    return value ? "true" : "false";
}
std::string text(std::int64_t value)
{
    return numberText(value);
}
std::string text(double value)
{
    return numberText(value);
}
std::string text(const std::string& value)
{
    return value;
}

} // namespace

Result<> apply(Values& values, std::string_view name, std::string_view text)
{
    const Spec* spec = find(name);
    if (!spec)
        return Error(Code::not_found, "there is no setting " + std::string(name.substr(0, 64)));
    bool taken = false;
    visitMember(values, name, [&](auto& member) { taken = read(*spec, trimmed(text), member); });
    if (taken) return {};
    const std::string shown =
        spec->secret ? "this value" : "\"" + std::string(text.substr(0, 64)) + "\"";
    return Error(Code::invalid, spec->name.data() + (": " + shown) + " is not " + allowed(*spec));
}

std::string textOf(const Values& values, std::string_view name)
{
    std::string result;
    visitMember(values, name, [&](const auto& member) { result = text(member); });
    return result;
}

Result<> checkTogether(const Values& values)
{
    if (values.username_min_length > values.username_max_length)
        return Error(Code::invalid, "username_min_length: " + text(values.username_min_length)
                                        + " is more than username_max_length, "
                                        + text(values.username_max_length));
    if (values.queue_first_retry_seconds > values.queue_longest_retry_seconds)
        return Error(Code::invalid,
                     "queue_first_retry_seconds: " + text(values.queue_first_retry_seconds)
                         + " is more than queue_longest_retry_seconds, "
                         + text(values.queue_longest_retry_seconds));
    constexpr std::array PortNames = {"smtp_submissions_port",
                                      "smtp_submission_port",
                                      "imaps_port",
                                      "imap_port",
                                      "https_port",
                                      "smtp_port"};
    const std::array ports = {values.smtp_submissions_port,
                              values.smtp_submission_port,
                              values.imaps_port,
                              values.imap_port,
                              values.https_port,
                              values.smtp_port};
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const std::string name = PortNames[i];
        if (ports[i] + values.port_offset > 65535)
            return Error(Code::invalid, name + ": " + text(ports[i]) + " with port_offset "
                                            + text(values.port_offset) + " is above 65535");
        for (std::size_t k = 0; k < i; ++k)
            if (ports[i] == ports[k])
                return Error(Code::invalid,
                             name + ": " + text(ports[i]) + " is taken by " + PortNames[k]);
    }
    return {};
}

Stored fromStored(const std::map<std::string, std::string>& stored)
{
    Stored result;
    for (const auto& [name, value] : stored)
        if (const auto done = apply(result.values, name, value); !done)
            result.problems.push_back(done.error().detail);
    return result;
}

} // namespace roost::settings
