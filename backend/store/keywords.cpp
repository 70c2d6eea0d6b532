// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/keywords.h"

#include "shared/base/text.h"

#include <algorithm>

namespace roost::store {
namespace {

constexpr std::size_t MaxKeywords = 64; // per message
constexpr std::size_t MaxKeywordOctets = 64;

using Keywords = std::vector<std::string>;

auto find(Keywords& keywords, std::string_view wanted)
{
    return std::ranges::find_if(keywords,
                                [&](const auto& known) { return equalNoCase(known, wanted); });
}

void add(Keywords& keywords, std::string_view keyword)
{
    if (find(keywords, keyword) == keywords.end()) keywords.emplace_back(keyword);
}

void remove(Keywords& keywords, std::string_view keyword)
{
    if (const auto found = find(keywords, keyword); found != keywords.end()) keywords.erase(found);
}

Keywords parsed(std::string_view text)
{
    Keywords keywords;
    for (const auto part : split(text, ' '))
        if (!part.empty()) keywords.emplace_back(part);
    return keywords;
}

} // namespace

std::string changedKeywords(std::string_view present, const FlagChange& change)
{
    Keywords keywords;
    if (change.mode != FlagMode::set) keywords = parsed(present);
    for (const std::string& keyword : change.keywords) {
        if (change.mode == FlagMode::remove)
            remove(keywords, keyword);
        else
            add(keywords, keyword);
    }
    std::ranges::sort(keywords);
    std::string text;
    for (const std::string& keyword : keywords) text += (text.empty() ? "" : " ") + keyword;
    return text;
}

bool areKeywordsAdmissible(const std::vector<std::string>& keywords)
{
    return keywords.size() <= MaxKeywords && std::ranges::all_of(keywords, [](const auto& keyword) {
               return !keyword.empty() && keyword.size() <= MaxKeywordOctets
                      && keyword.find(' ') == std::string::npos;
           });
}

bool areKeywordsAdmissible(std::string_view keywords)
{
    return areKeywordsAdmissible(parsed(keywords));
}

} // namespace roost::store
