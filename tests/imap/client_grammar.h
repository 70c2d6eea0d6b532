// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace roost::test {

/// The strict grammar by which chat apps read what a server says (protocol.md A9-A16): one untagged
/// response they cannot parse costs the connection.
class ClientGrammar {
public:
    /// What is wrong with a whole stream of responses; empty when nothing is.
    static std::string problemOf(std::string_view stream)
    {
        ClientGrammar grammar(stream);
        while (!grammar.in_.empty()) {
            const std::string_view before = grammar.in_;
            if (!grammar.response())
                return "cannot parse: " + std::string(before.substr(0, before.find("\r\n")))
                       + "\n  at: " + std::string(grammar.in_.substr(0, 60));
        }
        return {};
    }

private:
    explicit ClientGrammar(std::string_view stream) : in_(stream) {}

    bool response()
    {
        if (take("+ ")) return run(isText, true) && line();
        if (!take("* ")) return tag() && take(" ") && status() && line();
        return untagged() && line();
    }

    bool untagged()
    {
        if (status()) return true;
        if (take("CAPABILITY")) return capabilities();
        if (take("ENABLED")) return many([&] { return take(" ") && atom(); });
        if (take("FLAGS ")) return flagList();
        if (take("LIST ") || take("LSUB ")) return mailboxData();
        if (take("STATUS ")) return astring() && take(" ") && list([&] { return statusItem(); });
        if (take("SEARCH")) return search();
        if (take("METADATA ")) return quoted() && take(" ") && list([&] { return entryValue(); });
        if (take("QUOTAROOT ")) return astring() && many([&] { return take(" ") && astring(); });
        if (take("QUOTA ")) return astring() && take(" ") && list([&] { return resource(); });
        if (take("ID ")) return take("NIL");
        // Parseable to its asker only; the client here is one that asks.
        if (take("NAMESPACE ")) return take("((\"\" \".\")) NIL NIL");
        return number() && take(" ")
               && (take("EXISTS") || take("RECENT") || take("EXPUNGE") || fetch());
    }

    bool status()
    {
        const auto names = {"OK", "NO", "BAD", "BYE", "PREAUTH"};
        return std::ranges::any_of(names, [&](const char* n) { return take(n); }) && statusText();
    }
    bool statusText()
    {
        if (!take(" ")) return false;
        if (!take("[")) return text();
        if (take("CAPABILITY")) return capabilities() && take("] ") && text();
        const auto end = in_.find(']');
        if (end == std::string_view::npos || end == 0) return false;
        in_.remove_prefix(end + 1);
        return take(" ") && text();
    }
    /// Every list names IMAP4rev1 (A11).
    bool capabilities()
    {
        bool has_rev1 = false;
        const bool is_list = many([&] {
            const auto before = in_;
            if (!take(" ") || !atom()) return false;
            has_rev1 = has_rev1 || before.substr(1, before.size() - in_.size() - 1) == "IMAP4rev1";
            return true;
        });
        return is_list && has_rev1;
    }

    bool mailboxData()
    {
        if (!list([&] { return flag(); }, true) || !take(" ")) return false;
        if (!take("NIL") && !(take("\"") && quotedChar() && take("\""))) return false;
        return take(" ") && astring();
    }
    bool statusItem()
    {
        // SIZE only when asked for: the transcripts of chat apps do not.
        const auto names = {"MESSAGES ", "RECENT ",        "UIDNEXT ", "UIDVALIDITY ",
                            "UNSEEN ",   "HIGHESTMODSEQ ", "SIZE "};
        return std::ranges::any_of(names, [&](const char* n) { return take(n); }) && number(19);
    }
    bool search()
    {
        while (in_.starts_with(" ") && !in_.starts_with(" ("))
            if (!take(" ") || !number()) return false;
        return !take(" (MODSEQ ") || (number(19) && take(")"));
    }
    bool entryValue() { return astring() && take(" ") && nstring(); }
    bool resource() { return atom() && take(" ") && number(19) && take(" ") && number(19); }

    bool fetch()
    {
        return take("FETCH ") && list([&] { return fetchItem(); });
    }
    bool fetchItem()
    {
        if (take("UID ") || take("RFC822.SIZE ")) return number();
        if (take("FLAGS ")) return flagList();
        if (take("MODSEQ (")) return number(19) && take(")");
        if (take("INTERNALDATE ")) return quoted();
        if (take("ENVELOPE ") || take("BODYSTRUCTURE ") || take("BODY ")) return nested();
        if (take("RFC822.HEADER ") || take("RFC822.TEXT ") || take("RFC822 ")) return nstring();
        return take("BODY[") && section() && take(" ") && nstring();
    }
    bool section()
    {
        while (!in_.empty() && (std::isdigit(static_cast<unsigned char>(in_[0])) || in_[0] == '.'))
            in_.remove_prefix(1);
        const bool has_fields = take("HEADER.FIELDS.NOT ") || take("HEADER.FIELDS ");
        if (has_fields && !list([&] { return astring(); })) return false;
        if (!has_fields && !take("HEADER") && !take("TEXT")) take("MIME");
        return take("]") && (!take("<") || (number() && take(">")));
    }
    /// Lists in lists: the details are the MIME room's own test.
    bool nested()
    {
        if (!take("(")) return nstring() || number();
        for (bool is_first = true; !take(")"); is_first = false)
            if ((!is_first && !take(" ") && !in_.starts_with("(")) || !nested()) return false;
        return true;
    }

    bool flagList()
    {
        return list([&] { return flag(); }, true);
    }
    bool flag()
    {
        if (take("\\*")) return true;
        take("\\");
        return atom();
    }

    bool nstring() { return take("NIL") || quoted() || literal(); }
    bool astring()
    {
        if (quoted() || literal()) return true;
        return run([](char c) { return isAtom(c) || c == ']'; });
    }
    bool atom() { return run(isAtom); }
    bool tag()
    {
        return run([](char c) { return isAtom(c) && c != '+'; });
    }
    bool number(std::size_t most = 10)
    {
        const auto before = in_.size();
        return run([](char c) { return c >= '0' && c <= '9'; }) && before - in_.size() <= most;
    }
    bool quoted()
    {
        if (!take("\"")) return false;
        while (!take("\""))
            if (!quotedChar()) return false;
        return true;
    }
    /// 7 bit, no CR, LF or NUL (A10).
    bool quotedChar()
    {
        if (take("\\\"") || take("\\\\")) return true;
        if (in_.empty() || !isText(in_[0]) || in_[0] == '\\' || in_[0] == '"') return false;
        in_.remove_prefix(1);
        return true;
    }
    bool literal()
    {
        if (!in_.starts_with("{")) return false;
        const auto end = in_.find("}\r\n");
        if (end == std::string_view::npos || end < 2 || end > 11) return false;
        const auto octets = std::stoull(std::string(in_.substr(1, end - 1)));
        if (octets > in_.size() - end - 3) return false;
        in_.remove_prefix(end + 3 + octets);
        return true;
    }
    bool text() { return run(isText); }
    bool line() { return take("\r\n"); }

    template <class Item>
    bool list(Item item, bool may_be_empty = false)
    {
        if (!take("(")) return false;
        if (take(")")) return may_be_empty;
        do {
            if (!item()) return false;
        } while (take(" "));
        return take(")");
    }
    template <class Item>
    bool many(Item item)
    {
        while (in_.starts_with(" "))
            if (!item()) return false;
        return true;
    }
    template <class Predicate>
    bool run(Predicate isIn, bool may_be_empty = false)
    {
        const auto found = std::ranges::find_if_not(in_, isIn);
        if (found == in_.begin()) return may_be_empty;
        in_.remove_prefix(static_cast<std::size_t>(found - in_.begin()));
        return true;
    }
    bool take(std::string_view wanted)
    {
        if (!in_.starts_with(wanted)) return false;
        in_.remove_prefix(wanted.size());
        return true;
    }
    static bool isText(char c) { return c > 0 && c != '\r' && c != '\n'; }
    static bool isAtom(char c)
    {
        return c > ' ' && c < 127
               && std::string_view("(){%*\"\\]").find(c) == std::string_view::npos;
    }

    std::string_view in_;
};

} // namespace roost::test
