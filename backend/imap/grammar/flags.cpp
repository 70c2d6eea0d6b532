// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/grammar/flags.h"

#include "shared/base/text.h"

#include <algorithm>
#include <array>

namespace roost::imap {

namespace {

struct SystemFlag {
    std::string_view name;
    std::uint8_t bit;
};

constexpr std::array SystemFlags = {
    SystemFlag{"Answered", store::Answered}, SystemFlag{"Flagged", store::Flagged},
    SystemFlag{"Deleted", store::Deleted},   SystemFlag{"Seen", store::Seen},
    SystemFlag{"Draft", store::Draft},
};

bool takeFlag(Arguments& arguments, FlagList& list)
{
    if (arguments.take('\\')) {
        const auto name = arguments.atom();
        if (!name) return false;
        const auto bit = systemFlag(*name);
        list.flags = static_cast<std::uint8_t>(list.flags | bit);
        return bit != 0 || equalNoCase(*name, "Recent");
    }
    const auto keyword = arguments.atom();
    if (!keyword || keyword->size() > MaxKeywordOctets) return false;
    if (list.keywords.size() == MaxKeywords) return false;
    list.keywords.emplace_back(*keyword);
    return true;
}

} // namespace

std::uint8_t systemFlag(std::string_view name)
{
    for (const auto& flag : SystemFlags)
        if (equalNoCase(flag.name, name)) return flag.bit;
    return 0;
}

std::optional<FlagList> parseFlags(Arguments& arguments, bool may_be_bare)
{
    FlagList list;
    const bool is_bare = !arguments.take('(');
    if (is_bare && !may_be_bare) return std::nullopt;
    arguments.skipSpaces();
    while (!is_bare || !arguments.atEnd()) {
        if (!is_bare && arguments.take(')')) return list;
        if (!takeFlag(arguments, list)) return std::nullopt;
        if (!arguments.space() && !is_bare && arguments.next() != ')') return std::nullopt;
    }
    return list;
}

std::string joinedKeywords(std::vector<std::string> keywords)
{
    std::ranges::sort(keywords);
    keywords.erase(std::unique(keywords.begin(), keywords.end()), keywords.end());
    std::string text;
    for (const auto& keyword : keywords) {
        if (!text.empty()) text += ' ';
        text += keyword;
    }
    return text;
}

void appendFlags(std::string& out, std::uint8_t flags, std::string_view keywords)
{
    out += '(';
    const auto start = out.size();
    for (const auto& flag : SystemFlags) {
        if (!(flags & flag.bit)) continue;
        if (out.size() > start) out += ' ';
        out += '\\';
        out += flag.name;
    }
    if (!keywords.empty()) {
        if (out.size() > start) out += ' ';
        out += keywords;
    }
    out += ')';
}

} // namespace roost::imap
