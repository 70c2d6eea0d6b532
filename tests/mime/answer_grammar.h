// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/text.h"

#include <string>
#include <string_view>

/// Reads answers the way a strict client does (RFC 3501 §9) and says whether they are in the
/// grammar: written from the RFC, knowing nothing of the code that makes them.
class AnswerGrammar {
public:
    static bool isEnvelope(std::string_view answer)
    {
        AnswerGrammar grammar(answer);
        return grammar.envelope() && grammar.rest_.empty();
    }
    static bool isBody(std::string_view answer, bool extended)
    {
        AnswerGrammar grammar(answer);
        return grammar.body(extended) && grammar.rest_.empty();
    }

private:
    explicit AnswerGrammar(std::string_view answer) : rest_(answer) {}

    bool take(std::string_view wanted)
    {
        if (!roost::startsWithNoCase(rest_, wanted)) return false;
        rest_.remove_prefix(wanted.size());
        return true;
    }

    bool number()
    {
        std::size_t digits = 0;
        while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') ++digits;
        rest_.remove_prefix(digits);
        return digits > 0 && digits <= 10;
    }

    bool quoted()
    {
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '"') return true;
            if ((c & 0x80) != 0 || c == '\r' || c == '\n' || c == '\0') return false;
            if (c == '\\' && !take("\"") && !take("\\")) return false;
        }
        return false;
    }

    bool string()
    {
        if (take("\"")) return quoted();
        if (!take("{")) return false;
        const auto digits = rest_.substr(0, rest_.find('}'));
        if (digits.empty() || digits.size() > 9 || !number() || !take("}\r\n")) return false;
        const auto size = std::stoul(std::string(digits));
        if (size > rest_.size() || rest_.substr(0, size).find('\0') != std::string_view::npos)
            return false;
        rest_.remove_prefix(size);
        return true;
    }

    bool nstring() { return take("NIL") || string(); }

    bool addresses()
    {
        if (take("NIL")) return true;
        if (!take("(")) return false;
        do {
            if (!take("(") || !nstring() || !take(" ") || !nstring() || !take(" ") || !nstring()
                || !take(" ") || !nstring() || !take(")"))
                return false;
        } while (!take(")"));
        return true;
    }

    bool envelope()
    {
        if (!take("(") || !nstring() || !take(" ") || !nstring()) return false;
        for (int list = 0; list < 6; ++list)
            if (!take(" ") || !addresses()) return false;
        return take(" ") && nstring() && take(" ") && nstring() && take(")");
    }

    bool parameters()
    {
        if (take("NIL")) return true;
        if (!take("(")) return false;
        do {
            if (!string() || !take(" ") || !string()) return false;
        } while (take(" "));
        return take(")");
    }

    bool languages()
    {
        if (!take("(")) return nstring();
        do {
            if (!string()) return false;
        } while (take(" "));
        return take(")");
    }

    bool disposition()
    {
        if (take("NIL")) return true;
        return take("(") && string() && take(" ") && parameters() && take(")");
    }

    bool extension()
    {
        return take(" ") && disposition() && take(" ") && languages() && take(" ") && nstring();
    }

    bool multipart(bool extended)
    {
        do {
            if (!body(extended)) return false;
        } while (!take(" "));
        if (!string()) return false;
        return !extended || (take(" ") && parameters() && extension());
    }

    bool single(bool extended)
    {
        const bool text = roost::startsWithNoCase(rest_, "\"text\" ");
        const bool message = roost::startsWithNoCase(rest_, "\"message\" \"rfc822\" ");
        if (roost::startsWithNoCase(rest_, "\"multipart\" ")) return false;
        if (!string() || !take(" ") || !string() || !take(" ") || !parameters()) return false;
        if (!take(" ") || !nstring() || !take(" ") || !nstring() || !take(" ") || !string())
            return false;
        if (!take(" ") || !number()) return false;
        if (message && !(take(" ") && envelope() && take(" ") && body(extended))) return false;
        if ((message || text) && !(take(" ") && number())) return false;
        return !extended || (take(" ") && nstring() && extension());
    }

    bool body(bool extended)
    {
        if (!take("(")) return false;
        const bool inner = rest_.starts_with("(") ? multipart(extended) : single(extended);
        return inner && take(")");
    }

    std::string_view rest_;
};
