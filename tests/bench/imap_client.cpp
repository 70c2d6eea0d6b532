// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/imap_client.h"

#include <charconv>
#include <stdexcept>
#include <utility>

namespace roost::bench {
namespace {

/// The number after the last `before` in `line`; 0 when there is none.
std::uint64_t numberAfter(std::string_view line, std::string_view before)
{
    std::uint64_t number = 0;
    const auto at = line.rfind(before);
    if (at == std::string_view::npos) return 0;
    const auto digits = line.substr(at + before.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

} // namespace

awaitable<ImapClient::Seen> ImapClient::answer()
{
    Seen seen;
    for (;;) {
        const std::string_view line = co_await peer_.readLine();
        if (line.starts_with("a ")) {
            if (!line.starts_with("a OK")) throw std::runtime_error("IMAP: " + std::string(line));
            co_return seen;
        }
        if (line.ends_with('}')) { // a literal follows (RFC 3501 §4.3)
            const auto octets = numberAfter(line, "{");
            ++seen.literals;
            seen.literal_octets += octets;
            co_await peer_.skip(octets);
        } else {
            seen.last_line = line;
        }
    }
}

awaitable<void> ImapClient::logIn(const Server& server, std::string user)
{
    co_await peer_.connect(server.imaps);
    const std::string_view greeting = co_await peer_.readLine();
    if (!greeting.starts_with("* OK")) throw std::runtime_error("IMAP: " + std::string(greeting));
    std::string login = "LOGIN \"" + user + "\" \"" + server.password + "\"";
    co_await command(std::move(login));
}

awaitable<ImapClient::Seen> ImapClient::command(std::string text)
{
    const std::string line = "a " + text + "\r\n";
    co_await peer_.write(line);
    co_return co_await answer();
}

awaitable<std::uint64_t> ImapClient::countMessages()
{
    const Seen seen = co_await command("STATUS INBOX (MESSAGES)");
    co_return numberAfter(seen.last_line, "(MESSAGES ");
}

awaitable<void> ImapClient::empty()
{
    co_await command("SELECT INBOX");
    co_await command("UID STORE 1:* +FLAGS.SILENT (\\Deleted)");
    co_await command("CLOSE");
}

awaitable<void> ImapClient::logOut()
{
    co_await command("LOGOUT");
}

awaitable<void> ImapClient::append(std::string_view message)
{
    // LITERAL+ (RFC 7888): without asking first.
    std::string text = "a APPEND INBOX {" + std::to_string(message.size()) + "+}\r\n";
    text += message;
    text += "\r\n";
    co_await peer_.write(text);
    co_await answer();
}

awaitable<void> ImapClient::idle()
{
    co_await command("SELECT INBOX");
    co_await peer_.write("a IDLE\r\n");
    for (;;) {
        const std::string_view line = co_await peer_.readLine();
        if (line.starts_with("+")) co_return;
        if (!line.starts_with("*")) throw std::runtime_error("IDLE: " + std::string(line));
    }
}

awaitable<bool> ImapClient::isTurnedAway(const Server& server, std::string user)
{
    co_await peer_.connect(server.imaps);
    const std::string login = "a LOGIN \"" + user + "\" \"" + server.password + "\"\r\n";
    for (bool has_asked = false;;) {
        const std::string_view line = co_await peer_.readLine();
        if (line.starts_with("* BYE")) co_return true;
        if (line.starts_with("a OK")) co_return false;
        if (!std::exchange(has_asked, true)) co_await peer_.write(login);
    }
}

awaitable<void> ImapClient::waitForMail()
{
    for (;;) {
        const std::string_view line = co_await peer_.readLine();
        if (line.ends_with(" EXISTS")) co_return;
    }
}

} // namespace roost::bench
