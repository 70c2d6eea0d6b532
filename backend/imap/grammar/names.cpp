// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/grammar/names.h"

#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace roost::imap {

namespace {

constexpr std::string_view Inbox = "INBOX";

bool isSameChar(char a, char b, bool either_case)
{
    return either_case ? lower(a) == lower(b) : a == b;
}

} // namespace

std::string mailboxName(std::string_view name)
{
    std::string result(name);
    if (!startsWithNoCase(name, Inbox)) return result;
    if (name.size() == Inbox.size() || name[Inbox.size()] == Delimiter)
        result.replace(0, Inbox.size(), Inbox);
    return result;
}

bool isAcceptableName(std::string_view name)
{
    if (name.empty() || name.size() > MaxMailboxOctets) return false;
    if (name.front() == Delimiter || name.back() == Delimiter) return false;
    if (name.find("..") != std::string_view::npos) return false;
    return std::ranges::all_of(name,
                               [](char c) { return c >= ' ' && c <= '~' && c != '*' && c != '%'; });
}

void appendQuoted(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

bool matchesPattern(std::string_view name, std::string_view pattern)
{
    // A wildcard that took too little is tried again one octet further; only the last of each kind
    // needs to be: at worst name times pattern steps, both short.
    const bool has_inbox = equalNoCase(name.substr(0, Inbox.size()), Inbox);
    struct Wildcard {
        std::size_t took_to = std::string_view::npos;
        std::size_t goes_on = 0;
    };
    Wildcard star;
    Wildcard percent;
    std::size_t n = 0;
    std::size_t p = 0;
    while (n < name.size() || pattern.find_first_not_of("*%", p) != std::string_view::npos) {
        const char wanted = p < pattern.size() ? pattern[p] : '\0';
        if (wanted == '*') {
            star = Wildcard{n, ++p};
            percent = Wildcard();
        } else if (wanted == '%') {
            percent = Wildcard{n, ++p};
        } else if (n < name.size() && p < pattern.size()
                   && isSameChar(name[n], wanted, has_inbox && n < Inbox.size())) {
            ++n;
            ++p;
        } else if (percent.took_to < name.size() && name[percent.took_to] != Delimiter) {
            n = ++percent.took_to;
            p = percent.goes_on;
        } else if (star.took_to < name.size()) {
            n = ++star.took_to;
            p = star.goes_on;
            percent = Wildcard();
        } else {
            return false;
        }
    }
    return true;
}

std::string_view specialUse(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> Uses = {{
        {"Drafts", "\\Drafts"},
        {"Junk", "\\Junk"},
        {"Trash", "\\Trash"},
        {"Sent", "\\Sent"},
        {"Sent Messages", "\\Sent"},
    }};
    for (const auto& [mailbox, use] : Uses)
        if (name == mailbox) return use;
    return {};
}

} // namespace roost::imap
