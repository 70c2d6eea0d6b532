// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/search.h"

#include "backend/mime/charset.h"
#include "backend/mime/decode.h"
#include "backend/mime/encoded_words.h"
#include "backend/mime/header.h"
#include "backend/mime/scanner.h"
#include "shared/base/text.h"

#include <array>
#include <charconv>
#include <chrono>

#include <cstring>

namespace roost::mime {

namespace {

/// Linear for any needle, which std::string_view::find is not.
bool contains(std::string_view text, std::string_view folded)
{
    return ::memmem(text.data(), text.size(), folded.data(), folded.size()) != nullptr;
}

bool leafHas(const Part& part, std::string_view folded)
{
    const std::string encoding = transferEncoding(part.header);
    const bool is_text = part.content.is("text");
    // The text of an encoded picture or archive is an accident.
    if (!is_text && equalNoCase(encoding, "base64")) return false;
    std::string content = decodedBody(part.body, encoding);
    if (is_text) content = utf8From(std::move(content), part.content.parameter("charset"));
    return contains(caseFolded(std::move(content)), folded);
}

std::optional<int> number(std::string_view word)
{
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value;
}

std::optional<unsigned> monthOf(std::string_view word)
{
    constexpr std::array<std::string_view, 12> Names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    for (unsigned month = 0; month < Names.size(); ++month)
        if (equalNoCase(word.substr(0, 3), Names[month])) return month + 1;
    return std::nullopt;
}

/// RFC 5322 §4.3: two digits are 2000 to 2049 or 1950 to 1999, three count from 1900.
int fullYear(int year, std::size_t digits)
{
    if (digits == 2) return year + (year < 50 ? 2000 : 1900);
    return digits == 3 ? year + 1900 : year;
}

} // namespace

bool headerHas(std::string_view header, std::string_view name, std::string_view folded)
{
    while (const auto field = takeField(header)) {
        if (!name.empty() && !equalNoCase(field->name, name)) continue;
        std::string text = decodedField(field->value);
        if (name.empty()) text = std::string(field->name) + ": " + text;
        if (contains(caseFolded(std::move(text)), folded)) return true;
    }
    return false;
}

bool bodyHas(const Part& part, std::string_view folded)
{
    if (part.children.empty()) return leafHas(part, folded);
    for (const Part& child : part.children)
        if (headerHas(child.header, {}, folded) || bodyHas(child, folded)) return true;
    return false;
}

/// The zone does not matter: SENTON and its like disregard it (RFC 3501 §6.4.4).
std::optional<std::int64_t> dayOf(std::string_view date)
{
    Scanner scanner(date);
    const auto next = [&] {
        scanner.skipBlanks();
        return scanner.word(",(");
    };
    std::string_view word = next();
    if (!number(word)) { // the name of the day
        scanner.skipBlanks();
        scanner.take(',');
        word = next();
    }
    const auto day = number(word);
    const auto month = monthOf(next());
    const std::string_view year_word = next();
    const auto year = number(year_word);
    if (!day || !month || !year || *day < 1 || *day > 31 || *year < 0 || *year > 9999)
        return std::nullopt;

    const std::chrono::year_month_day found{std::chrono::year(fullYear(*year, year_word.size())),
                                            std::chrono::month(*month),
                                            std::chrono::day(static_cast<unsigned>(*day))};
    if (!found.ok()) return std::nullopt;
    return std::chrono::sys_days(found).time_since_epoch().count();
}

} // namespace roost::mime
