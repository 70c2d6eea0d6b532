// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/grammar/search_program.h"

#include "backend/imap/grammar/dates.h"
#include "backend/imap/grammar/flags.h"
#include "shared/base/text.h"

#include <algorithm>
#include <array>

namespace roost::imap {

namespace {

enum class Operand { nothing, flag, unflag, keyword, unkeyword, field, text, day, number };

struct KeyName {
    std::string_view name;
    Operand operand;
    SearchKind kind;
    std::uint8_t bits = 0;
};

constexpr std::array KeyNames = {
    KeyName{"ALL", Operand::nothing, SearchKind::all},
    KeyName{"OLD", Operand::nothing, SearchKind::all},
    KeyName{"RECENT", Operand::nothing, SearchKind::none},
    KeyName{"NEW", Operand::nothing, SearchKind::none},
    KeyName{"ANSWERED", Operand::flag, SearchKind::flag, store::Answered},
    KeyName{"DELETED", Operand::flag, SearchKind::flag, store::Deleted},
    KeyName{"DRAFT", Operand::flag, SearchKind::flag, store::Draft},
    KeyName{"FLAGGED", Operand::flag, SearchKind::flag, store::Flagged},
    KeyName{"SEEN", Operand::flag, SearchKind::flag, store::Seen},
    KeyName{"UNANSWERED", Operand::unflag, SearchKind::flag, store::Answered},
    KeyName{"UNDELETED", Operand::unflag, SearchKind::flag, store::Deleted},
    KeyName{"UNDRAFT", Operand::unflag, SearchKind::flag, store::Draft},
    KeyName{"UNFLAGGED", Operand::unflag, SearchKind::flag, store::Flagged},
    KeyName{"UNSEEN", Operand::unflag, SearchKind::flag, store::Seen},
    KeyName{"KEYWORD", Operand::keyword, SearchKind::keyword},
    KeyName{"UNKEYWORD", Operand::unkeyword, SearchKind::keyword},
    KeyName{"BCC", Operand::field, SearchKind::header},
    KeyName{"CC", Operand::field, SearchKind::header},
    KeyName{"FROM", Operand::field, SearchKind::header},
    KeyName{"SUBJECT", Operand::field, SearchKind::header},
    KeyName{"TO", Operand::field, SearchKind::header},
    KeyName{"BODY", Operand::text, SearchKind::body},
    KeyName{"TEXT", Operand::text, SearchKind::text},
    KeyName{"BEFORE", Operand::day, SearchKind::before},
    KeyName{"ON", Operand::day, SearchKind::on},
    KeyName{"SINCE", Operand::day, SearchKind::since},
    KeyName{"SENTBEFORE", Operand::day, SearchKind::sent_before},
    KeyName{"SENTON", Operand::day, SearchKind::sent_on},
    KeyName{"SENTSINCE", Operand::day, SearchKind::sent_since},
    KeyName{"LARGER", Operand::number, SearchKind::larger},
    KeyName{"SMALLER", Operand::number, SearchKind::smaller},
};

SearchKey inverted(SearchKey key)
{
    SearchKey result;
    result.kind = SearchKind::inverted;
    result.children.push_back(std::move(key));
    return result;
}

/// Recursive descent, bounded in depth and in keys.
class Parser {
public:
    explicit Parser(Arguments& arguments) : in_(arguments) {}

    /// Keys separated by spaces, up to `)` or the end.
    bool keys(SearchKey& all, int depth)
    {
        all.kind = SearchKind::both;
        do {
            if (!key(all.children.emplace_back(), depth)) return false;
        } while (in_.space() && in_.next() != ')' && !in_.atEnd());
        return true;
    }

private:
    bool key(SearchKey& out, int depth)
    {
        if (depth > MaxSearchDepth || ++count_ > MaxSearchKeys) return false;
        if (in_.take('(')) {
            in_.skipSpaces();
            return keys(out, depth + 1) && in_.take(')');
        }
        const char c = in_.next();
        if (c == '*' || (c >= '0' && c <= '9')) return set(out, SearchKind::sequence);
        const auto name = in_.word();
        if (!name) return false;
        if (equalNoCase(*name, "NOT")) {
            out.kind = SearchKind::inverted;
            return in_.space() && key(out.children.emplace_back(), depth + 1);
        }
        if (equalNoCase(*name, "OR")) {
            out.kind = SearchKind::either;
            out.children.resize(2);
            return in_.space() && key(out.children[0], depth + 1) && in_.space()
                   && key(out.children[1], depth + 1);
        }
        if (equalNoCase(*name, "UID")) return in_.space() && set(out, SearchKind::uid);
        if (equalNoCase(*name, "HEADER")) return header(out);
        if (equalNoCase(*name, "MODSEQ")) return modseq(out);
        return named(out, *name);
    }

    bool set(SearchKey& out, SearchKind kind)
    {
        const auto rest = in_.rest();
        const auto text = rest.substr(0, rest.find_first_not_of("0123456789:,*"));
        auto parsed = SequenceSet::parse(text);
        if (!parsed) return false;
        for (std::size_t i = 0; i < text.size(); ++i) in_.take(text[i]);
        out.kind = kind;
        out.set = std::move(*parsed);
        return true;
    }

    bool header(SearchKey& out)
    {
        out.kind = SearchKind::header;
        if (!in_.space()) return false;
        auto field = in_.astring();
        if (!field || field->empty() || !in_.space()) return false;
        auto text = in_.astring();
        if (!text) return false;
        out.field = std::move(*field);
        out.text = std::move(*text);
        return true;
    }

    /// MODSEQ with an optional entry name and type, which we need not tell apart.
    bool modseq(SearchKey& out)
    {
        out.kind = SearchKind::modseq;
        if (!in_.space()) return false;
        if (in_.next() == '"' && (!in_.string() || !in_.space() || !in_.atom() || !in_.space()))
            return false;
        const auto number = in_.number();
        out.number = number.value_or(0);
        return number.has_value();
    }

    bool named(SearchKey& out, std::string_view name)
    {
        const auto found = std::ranges::find_if(
            KeyNames, [&](const KeyName& entry) { return equalNoCase(entry.name, name); });
        if (found == KeyNames.end()) return false;
        SearchKey key;
        key.kind = found->kind;
        key.bits = found->bits;
        if (found->operand == Operand::field) key.field = found->name;
        if (!operand(key, found->operand)) return false;
        const bool is_negative =
            found->operand == Operand::unflag || found->operand == Operand::unkeyword;
        out = is_negative ? inverted(std::move(key)) : std::move(key);
        return true;
    }

    bool operand(SearchKey& key, Operand kind)
    {
        switch (kind) {
        case Operand::nothing:
        case Operand::flag:
        case Operand::unflag: return true;
        case Operand::keyword:
        case Operand::unkeyword: return in_.space() && text(key, in_.atom());
        case Operand::field:
        case Operand::text: return in_.space() && text(key, in_.astring());
        case Operand::day: return in_.space() && day(key);
        case Operand::number: return in_.space() && number(key);
        }
        return false;
    }

    template <class Text>
    bool text(SearchKey& key, const std::optional<Text>& found)
    {
        if (found) key.text = std::string(*found);
        return found.has_value();
    }

    bool day(SearchKey& key)
    {
        const auto found = in_.astring();
        const auto days = found ? parseDay(*found) : std::nullopt;
        key.number = days.value_or(0);
        return days.has_value();
    }

    bool number(SearchKey& key)
    {
        const auto found = in_.number();
        key.number = found.value_or(0);
        return found.has_value();
    }

    Arguments& in_;
    std::size_t count_ = 0;
};

/// "CHARSET UTF-8 " at the start; false when malformed.
bool takeCharset(Arguments& arguments, bool& is_known)
{
    if (!arguments.takeWord("CHARSET")) return true;
    if (!arguments.space()) return false;
    const auto charset = arguments.astring();
    if (!charset || !arguments.space()) return false;
    is_known = equalNoCase(*charset, "UTF-8") || equalNoCase(*charset, "US-ASCII");
    return true;
}

} // namespace

bool SearchKey::readsMessage() const
{
    switch (kind) {
    case SearchKind::sent_before:
    case SearchKind::sent_on:
    case SearchKind::sent_since:
    case SearchKind::header:
    case SearchKind::body:
    case SearchKind::text: return true;
    default: return std::ranges::any_of(children, &SearchKey::readsMessage);
    }
}

bool SearchKey::has(SearchKind wanted) const
{
    if (kind == wanted) return true;
    return std::ranges::any_of(children, [&](const SearchKey& key) { return key.has(wanted); });
}

std::optional<SearchProgram> parseSearch(Arguments& arguments)
{
    SearchProgram program;
    if (!takeCharset(arguments, program.is_charset_known)) return std::nullopt;
    Parser parser(arguments);
    if (!parser.keys(program.key, 0) || !arguments.atEnd()) return std::nullopt;
    return program;
}

} // namespace roost::imap
