// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/idna.h"

#include <idn2.h>

#include <algorithm>
#include <memory>

namespace roost::mail {

Result<std::string> asciiDomain(std::string_view domain)
{
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(domain, is_ascii)) return std::string(domain);
    char* text = nullptr;
    const int code =
        idn2_to_ascii_8z(std::string(domain).c_str(), &text, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    const std::unique_ptr<char, void (*)(void*)> owner(text, &idn2_free);
    if (code != IDN2_OK)
        return Error(Code::invalid, std::string("no domain name: ") + idn2_strerror(code));
    return std::string(text);
}

} // namespace roost::mail
