// SPDX-License-Identifier: GPL-3.0-or-later
// What a client may write: a command line (up to the first LF) and the data of a message (the
// rest). Parts lie within the line; data reads the same however it is cut; replies are clean.
#include "backend/smtp/command.h"
#include "backend/smtp/data_scanner.h"
#include "backend/smtp/reply.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <string>

using namespace roost;

namespace {

bool isWithin(std::string_view part, std::string_view whole)
{
    return part.empty()
           || (part.data() >= whole.data()
               && part.data() + part.size() <= whole.data() + whole.size());
}

void checkCommand(std::string_view line)
{
    const auto command = smtp::Command::parse(line);
    if (!command) return;
    check(isWithin(command->argument, line), "the argument is part of the line");
    const auto mail = smtp::MailArgument::parse(command->argument);
    check(!mail || mail->size.value_or(0) >= 0, "no negative size");
    check(!mail || mail->sender.local.empty() == mail->sender.domain.empty(), "all or nothing");
    const auto recipient = smtp::parseRecipient(command->argument);
    check(!recipient || (!recipient->local.empty() && !recipient->domain.empty()),
          "a recipient has both parts");
}

struct Scanned {
    std::string message;
    std::size_t used = 0;
    bool is_open = true;
    bool is_broken = false;
    bool operator==(const Scanned&) const = default;
};

Scanned scan(std::string_view data, std::size_t step)
{
    smtp::DataScanner scanner;
    Scanned result;
    while (!data.empty() && scanner.isOpen()) {
        const auto piece = data.substr(0, step);
        const auto used = scanner.feed(piece, [&](std::string_view octets) {
            check(isWithin(octets, piece), "parts are not copied");
            result.message += octets;
        });
        check(used == piece.size() || !scanner.isOpen(), "open data takes everything");
        result.used += used;
        data.remove_prefix(used);
    }
    result.is_open = scanner.isOpen();
    result.is_broken = scanner.isBroken();
    if (result.is_broken) result.message.clear(), result.used = 0; // worthless
    return result;
}

void checkData(std::string_view data)
{
    const Scanned whole = scan(data, data.size() + 1);
    check(scan(data, 1) == whole && scan(data, 7) == whole, "at every split");
    if (whole.is_open || whole.is_broken) return;
    const auto end = (std::string("\r\n") + std::string(data)).find("\r\n.\r\n");
    check(end != std::string::npos && whole.used == end + 3, "only CRLF . CRLF ends");
    check(whole.message.empty() || whole.message.ends_with("\r\n"), "whole lines");
}

void checkReply(std::string_view text)
{
    const std::string out = smtp::wire(smtp::Reply(250, std::string(text)));
    check(out.ends_with("\r\n"), "a reply ends its line");
    check(std::ranges::count(out, '\n') == std::ranges::count(text, '\n') + 1, "one line each");
    check(std::ranges::count(out, '\r') == std::ranges::count(out, '\n'), "in CRLF");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    const auto end = text.find('\n');
    checkCommand(text.substr(0, end));
    checkReply(text);
    if (end != std::string_view::npos) checkData(text.substr(end + 1));
    return 0;
}
