// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/incoming_check.h"

#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace roost::policy {
namespace {

// They say how a message came to us; no reader of it needs to know.
constexpr std::array<std::string_view, 3> DeletedFields = {"DKIM-Signature",
                                                           "Authentication-Results", "Received"};

} // namespace

IncomingCheck::IncomingCheck(std::string sender)
    : MessageCheck(EncryptionCheck::Direction::incoming), sender_(std::move(sender))
{
}

std::string IncomingCheck::effectiveSender() const
{
    return author_.key() == sender_ ? sender_ : std::string();
}

std::string IncomingCheck::takeHeader()
{
    return std::exchange(header_, {});
}

std::size_t IncomingCheck::heldOctets() const
{
    return MessageCheck::heldOctets() + header_.size();
}

void IncomingCheck::takeField(const mail::Field& field,
                              std::string_view octets,
                              std::string& cleaned)
{
    header_.append(octets);
    const auto is = [&](std::string_view other) { return equalNoCase(field.name, other); };
    if (is("Auto-Submitted") && !field.value.empty()) is_automatic_ = true;
    if (std::ranges::none_of(DeletedFields, is)) cleaned.append(octets);
}

void IncomingCheck::endHeader()
{
    header_.append("\r\n");
    if (auto author = from()) author_ = std::move(*author);
}

/// A report of a mail server that something could not be delivered: nobody encrypts those (D10).
/// Never of an address literal, whose mail is not signed either: anybody could write it.
bool IncomingCheck::isException() const
{
    return !author_.isLiteral() && is_automatic_ && equalNoCase(author_.local, "mailer-daemon")
           && type() && type()->is("multipart", "report");
}

} // namespace roost::policy
