// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/command.h"

#include "backend/mail/utf8.h"
#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace roost::smtp {
namespace {

struct VerbName {
    std::string_view name;
    Verb verb;
};

constexpr std::array Verbs = {
    VerbName{"RCPT", Verb::rcpt},         VerbName{"MAIL", Verb::mail},
    VerbName{"DATA", Verb::data},         VerbName{"EHLO", Verb::ehlo},
    VerbName{"AUTH", Verb::auth},         VerbName{"QUIT", Verb::quit},
    VerbName{"RSET", Verb::rset},         VerbName{"NOOP", Verb::noop},
    VerbName{"STARTTLS", Verb::starttls}, VerbName{"HELO", Verb::helo},
    VerbName{"HELP", Verb::help},         VerbName{"VRFY", Verb::vrfy},
    VerbName{"EXPN", Verb::expn},
};

bool isControl(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

/// The word before the first blank; `rest` loses it and the blanks.
std::string_view takeWord(std::string_view& rest)
{
    const auto end = rest.find_first_of(" \t");
    const auto word = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : trimmed(rest.substr(end));
    return word;
}

/// The path after `FROM:` or `TO:`; blanks before the bracket are common and tolerated.
Result<mail::Address>
takePath(std::string_view argument, std::string_view keyword, std::string_view& parameters)
{
    if (!startsWithNoCase(argument, keyword))
        return Error(Code::invalid, "expected " + std::string(keyword) + "<address>");
    const auto path = trimmed(argument.substr(keyword.size()));
    auto address = mail::parsePath(path, parameters);
    if (!address) return address.error();
    // RFC 5321 §4.1.2: a parameter is set off by a space.
    if (!parameters.empty() && parameters.front() != ' ' && parameters.front() != '\t')
        return Error(Code::invalid, "no space after the address");
    parameters = trimmed(parameters);
    return address;
}

/// RFC 1870 §3: up to 20 digits; what does not fit our integer is certainly too much.
Result<std::int64_t> parseSize(std::string_view digits)
{
    constexpr std::size_t MaxDigits = 20;
    std::int64_t size = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    const bool is_all = end == digits.data() + digits.size();
    if (digits.empty() || digits.size() > MaxDigits || !is_all || digits.front() == '-')
        return Error(Code::invalid, "SIZE is not a number");
    if (failure == std::errc::result_out_of_range) return INT64_MAX;
    return size;
}

Result<> takeParameter(std::string_view parameter, MailArgument& mail)
{
    const auto equals = parameter.find('=');
    const auto name = parameter.substr(0, equals);
    const bool has_value = equals != std::string_view::npos;
    const auto value = has_value ? parameter.substr(equals + 1) : std::string_view();

    if (equalNoCase(name, "SIZE") && has_value) {
        const auto size = parseSize(value);
        if (!size) return size.error();
        mail.size = *size;
        return {};
    }
    if (equalNoCase(name, "BODY") && has_value) { // RFC 6152 §2
        if (equalNoCase(value, "8BITMIME") || equalNoCase(value, "7BIT")) return {};
        return Error(Code::invalid, "BODY is neither 7BIT nor 8BITMIME");
    }
    if (equalNoCase(name, "SMTPUTF8") && !has_value) return {};              // RFC 6531 §3.4
    if (equalNoCase(name, "AUTH") && has_value && !value.empty()) return {}; // RFC 4954 §5: ignored
    return Error(Code::not_found, "parameter not recognized");
}

} // namespace

Result<Command> Command::parse(std::string_view line)
{
    if (std::ranges::any_of(line, isControl) || !mail::isUtf8(line))
        return Error(Code::invalid, "the line holds octets no command may hold");
    std::string_view rest = trimmed(line);
    const auto word = takeWord(rest);
    for (const VerbName& known : Verbs) {
        if (!equalNoCase(word, known.name)) continue;
        Command command;
        command.verb = known.verb;
        command.argument = rest;
        return command;
    }
    return Error(Code::not_found, "command not recognized");
}

Result<MailArgument> MailArgument::parse(std::string_view argument)
{
    MailArgument mail;
    std::string_view parameters;
    auto sender = takePath(argument, "FROM:", parameters);
    if (!sender) return sender.error();
    mail.sender = std::move(*sender);
    while (!parameters.empty())
        if (const auto taken = takeParameter(takeWord(parameters), mail); !taken)
            return taken.error();
    return mail;
}

Result<mail::Address> parseRecipient(std::string_view argument)
{
    std::string_view parameters;
    auto recipient = takePath(argument, "TO:", parameters);
    if (!recipient) return recipient.error();
    if (recipient->local.empty()) return Error(Code::invalid, "a recipient is needed");
    if (!parameters.empty()) return Error(Code::not_found, "parameter not recognized");
    return recipient;
}

} // namespace roost::smtp
