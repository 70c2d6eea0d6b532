// SPDX-License-Identifier: GPL-3.0-or-later
// An address that was read is written so that it reads as the same again.
#include "backend/mail/address.h"
#include "backend/mail/from_field.h"
#include "tests/fuzz/check.h"

#include <string>

using roost::mail::Address;

namespace {

void checkAddress(const Address& address)
{
    const auto again = Address::parse(address.text());
    check(again.has_value() && *again == address, "text() reads back");
    check(address.key().find_first_of("\r\n") == std::string::npos, "one line");
    std::string_view rest;
    const std::string written = "<" + address.text() + "> X";
    const auto path = roost::mail::parsePath(written, rest);
    check(path.has_value() && *path == address && rest == " X", "path reads back");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    if (const auto address = Address::parse(text)) checkAddress(*address);
    std::string_view rest;
    const auto path = roost::mail::parsePath(text, rest);
    if (path && !path->domain.empty()) checkAddress(*path);
    if (const auto from = roost::mail::parseFrom(text)) checkAddress(from->first);
    return 0;
}
