// SPDX-License-Identifier: GPL-3.0-or-later
// A SASL PLAIN message is three parts between two NULs, or nothing: as it comes over the wire, and
// with the input as what the base64 holds.
#include "backend/accounts/sasl_plain.h"
#include "shared/base/text.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <string>

using roost::accounts::parseSaslPlain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    if (const auto said = parseSaslPlain(text)) {
        check(said->user.find('\0') == said->user.npos, "no NUL in a name");
        check(said->password.find('\0') == said->password.npos, "no NUL in a password");
        check(said->user.size() + said->password.size() + 2 <= size / 4 * 3, "parts of the text");
    }
    const auto said = parseSaslPlain(roost::base64(text));
    const bool has_three_parts = std::ranges::count(text, '\0') == 2;
    if (!said) {
        const bool is_denied = said.error().code == roost::Code::denied;
        check(is_denied == has_three_parts, "refused for a reason");
        return 0;
    }
    check(has_three_parts, "three parts");
    const std::string rest = '\0' + said->user + '\0' + said->password;
    check(text.ends_with(rest), "the parts as they came");
    const auto other = text.substr(0, text.size() - rest.size());
    check(other.empty() || roost::equalNoCase(other, said->user), "nobody acts for another");
    return 0;
}
