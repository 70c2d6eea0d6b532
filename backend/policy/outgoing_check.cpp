// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/outgoing_check.h"

#include "shared/base/text.h"

#include <algorithm>
#include <array>

namespace roost::policy {
namespace {

constexpr std::size_t MaxShownAddress = 150; // of a reply, RFC 5321 §4.5.3.1.5: 512 in all

// They tell where a user is and what software runs there.
constexpr std::array<std::string_view, 4> DeletedFields = {"Received", "X-Originating-IP",
                                                           "X-Mailer", "User-Agent"};
constexpr std::string_view SetupSubject = "Autocrypt Setup Message";

/// For a reply: what a client wrote goes back to it, but never breaks the line.
std::string shown(std::string_view address)
{
    std::string text(address.substr(0, MaxShownAddress));
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

} // namespace

OutgoingCheck::OutgoingCheck(std::string sender, std::vector<mail::Address> recipients)
    : MessageCheck(EncryptionCheck::Direction::outgoing),
      sender_(std::move(sender)),
      recipients_(std::move(recipients))
{
}

std::size_t OutgoingCheck::heldOctets() const
{
    return MessageCheck::heldOctets() + subject_.value().size();
}

void OutgoingCheck::takeField(const mail::Field& field,
                              std::string_view octets,
                              std::string& cleaned)
{
    const auto is = [&](std::string_view other) { return equalNoCase(field.name, other); };
    if (std::ranges::any_of(DeletedFields, is)) return;
    if (is("Subject")) {
        subject_.add(field.value);
        cleaned.append("Subject: [...]\r\n");
        return;
    }
    cleaned.append(octets);
}

void OutgoingCheck::endHeader()
{
    const auto author = from();
    if (author && author->key() != sender_)
        refuse({500, "Invalid FROM <" + shown(author->text()) + "> for <" + shown(sender_) + ">",
                false});
}

/// An Autocrypt Setup Message to oneself, which carries its encryption inside (D3).
bool OutgoingCheck::isException() const
{
    return recipients_.size() == 1 && recipients_.front().key() == sender_ && subject_.isUnique()
           && subject_.value() == SetupSubject && type() && type()->is("multipart", "mixed");
}

} // namespace roost::policy
