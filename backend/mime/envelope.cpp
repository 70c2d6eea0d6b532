// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/address_list.h"
#include "backend/mime/answers.h"
#include "backend/mime/header.h"
#include "backend/mime/limits.h"
#include "backend/mime/message.h"

namespace roost::mime {

namespace {

std::string nstring(const std::optional<std::string>& value)
{
    if (!value) return imapString(std::nullopt);
    return imapString(std::string_view(*value).substr(0, MaxStringOctets));
}

std::string textField(std::string_view header, std::string_view name)
{
    const auto value = fieldValue(header, name);
    return nstring(value ? std::optional(unfolded(*value)) : std::nullopt);
}

/// NIL when the field is missing or holds no address: an empty list is not in the grammar.
std::string addressField(std::string_view header, std::string_view name)
{
    const auto addresses = parseAddressList(fieldValue(header, name).value_or(std::string_view()));
    if (addresses.empty()) return "NIL";
    std::string list = "(";
    for (const EnvelopeAddress& address : addresses) {
        list += '(' + nstring(address.name) + ' ' + nstring(address.route);
        list += ' ' + nstring(address.mailbox) + ' ' + nstring(address.host) + ')';
    }
    return list += ')';
}

} // namespace

std::string envelopeOf(std::string_view header)
{
    const std::string from = addressField(header, "from");
    std::string envelope =
        '(' + textField(header, "date") + ' ' + textField(header, "subject") + ' ' + from;
    // RFC 3501 §7.4.2: the server fills in From where Sender or Reply-To says nobody.
    for (const std::string_view name : {"sender", "reply-to"}) {
        const std::string addresses = addressField(header, name);
        envelope += ' ' + (addresses == "NIL" ? from : addresses);
    }
    for (const std::string_view name : {"to", "cc", "bcc"})
        envelope += ' ' + addressField(header, name);
    for (const std::string_view name : {"in-reply-to", "message-id"})
        envelope += ' ' + textField(header, name);
    return envelope += ')';
}

} // namespace roost::mime
