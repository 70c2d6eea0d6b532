// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a client sends as arguments, the parsers stay in bounds and keep their limits.
#include "backend/imap/grammar/arguments.h"
#include "backend/imap/grammar/dates.h"
#include "backend/imap/grammar/fetch_request.h"
#include "backend/imap/grammar/flags.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/grammar/search_program.h"
#include "backend/imap/grammar/sequence_set.h"
#include "tests/fuzz/check.h"

using namespace roost::imap;

namespace {

/// All kinds of arguments, one after the other, however they alternate.
void readAll(std::string_view text)
{
    Arguments arguments(text);
    while (!arguments.atEnd()) {
        const auto before = arguments.rest().size();
        if (const auto value = arguments.nstring(); value && *value)
            check((*value)->size() <= text.size(), "a string is part of the text");
        (void)arguments.number();
        (void)arguments.atom();
        arguments.skipSpaces();
        if (arguments.rest().size() != before) continue;
        if (!arguments.take(arguments.next())) return;
    }
}

void checkFetch(std::string_view text)
{
    Arguments arguments(text);
    const auto request = parseFetch(arguments);
    if (!request) return;
    check(!request->items.empty() && request->items.size() <= MaxFetchItems, "bounded items");
    for (const FetchItem& item : request->items) {
        check(item.section.part.size() <= MaxSectionDepth, "bounded depth");
        check(item.section.fields.size() <= MaxSectionFields, "bounded fields");
        for (const char c : item.label) check(c >= ' ' && c <= '~', "labels are 7 bit");
    }
}

std::size_t keysOf(const SearchKey& key)
{
    std::size_t count = 1;
    for (const SearchKey& child : key.children) count += keysOf(child);
    return count;
}

void checkSearch(std::string_view text)
{
    Arguments arguments(text);
    const auto program = parseSearch(arguments);
    if (!program) return;
    check(keysOf(program->key) <= 2 * MaxSearchKeys + 1, "bounded keys");
    (void)program->key.readsMessage();
}

void checkNames(std::string_view text)
{
    const std::string name = mailboxName(text);
    if (!isAcceptableName(name)) return;
    std::string quoted;
    appendQuoted(quoted, name);
    check(Arguments(quoted).astring() == name, "a name survives quoting");
    check(matchesPattern(name, "*"), "everything matches *");
    if (name.find_first_of("%*") == std::string::npos)
        check(matchesPattern(name, name), "a name matches itself");
}

void checkDate(std::string_view text)
{
    const auto at = parseDateTime(text);
    if (!at) return;
    std::string out;
    appendDateTime(out, *at);
    check(parseDateTime(out.substr(1, out.size() - 2)) == at, "a date survives writing");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    readAll(text);
    checkFetch(text);
    checkSearch(text);
    checkNames(text.substr(0, 300));
    checkDate(text);
    (void)SequenceSet::parse(text);
    (void)literalAtEnd(text);
    Arguments arguments(text);
    (void)parseFlags(arguments, true);
    (void)matchesPattern(text.substr(0, text.size() / 2), text.substr(text.size() / 2));
    return 0;
}
