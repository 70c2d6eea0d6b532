// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/command_reader.h"

#include "shared/base/text.h"

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::size_t MaxTagOctets = 64;
// A literal that comes without our leave (LITERAL+) is read and dropped up to here.
constexpr std::uint64_t MaxDiscardedOctets = 64u << 20;

bool isTag(std::string_view text)
{
    const auto isTagChar = [](char c) { return c == ']' || (isAtomChar(c) && c != '+'); };
    return !text.empty() && text.size() <= MaxTagOctets && std::ranges::all_of(text, isTagChar);
}

/// The mailbox of an APPEND is complete: the literal at the end is the message.
bool isMessageNext(const Command& command)
{
    if (command.verb != "APPEND") return false;
    Arguments arguments = command.arguments();
    return arguments.space() && arguments.astring();
}

awaitable<void> readInto(net::Connection& peer, std::string& text, std::size_t octets)
{
    while (octets > 0) {
        const auto some = co_await peer.peek();
        const auto taken = std::min(some.size(), octets);
        text.append(some.substr(0, taken));
        peer.consume(taken);
        octets -= taken;
    }
}

/// Drops a literal that is too long; a client that waits is told so by the tagged answer.
awaitable<Reading> refuseLiteral(net::Connection& peer, LiteralMark mark, CommandLimits limits)
{
    if (mark.waits) co_return Reading::refused;
    if (mark.octets > MaxDiscardedOctets) co_return Reading::hopeless;
    co_await discard(peer, mark.octets);
    const std::string rest = co_await peer.readLine(limits.octets);
    const auto next = literalAtEnd(rest);
    co_return next && !next->waits ? Reading::hopeless : Reading::refused;
}

} // namespace

void Command::parseStart()
{
    const std::string_view line = text;
    const auto tag_end = std::min(line.find(' '), line.size());
    tag.clear();
    verb.clear();
    arguments_at = line.size();
    if (!isTag(line.substr(0, tag_end))) return;
    tag = line.substr(0, tag_end);

    Arguments arguments(line.substr(tag_end));
    if (!arguments.space()) return;
    const auto first = arguments.atom();
    if (!first) return;
    verb = upper(*first);
    if (verb == "UID" && arguments.space()) {
        const auto second = arguments.atom();
        if (second) verb += ' ' + upper(*second);
    }
    arguments_at = line.size() - arguments.rest().size();
}

awaitable<void> discard(net::Connection& peer, std::uint64_t octets)
{
    while (octets > 0) {
        const auto some = co_await peer.peek();
        const auto dropped = std::min<std::uint64_t>(some.size(), octets);
        peer.consume(static_cast<std::size_t>(dropped));
        octets -= dropped;
    }
}

awaitable<Reading> readCommand(net::Connection& peer, CommandLimits limits, Command& command)
{
    command.message.reset();
    command.text = co_await peer.readLine(limits.octets);
    const bool is_too_long = peer.lineWasTooLong();
    command.parseStart();
    if (is_too_long) co_return Reading::refused;

    std::size_t line_at = 0;
    while (auto mark = literalAtEnd(std::string_view(command.text).substr(line_at))) {
        mark->at += line_at;
        if (isMessageNext(command)) {
            command.message = mark;
            co_return Reading::complete;
        }
        if (mark->octets > limits.literal_octets
            || command.text.size() + mark->octets + 2 > limits.octets)
            co_return co_await refuseLiteral(peer, *mark, limits);
        if (mark->waits) co_await peer.write("+ OK\r\n");

        command.text += "\r\n";
        co_await readInto(peer, command.text, static_cast<std::size_t>(mark->octets));
        line_at = command.text.size();
        command.text += co_await peer.readLine(limits.octets - line_at);
        if (peer.lineWasTooLong()) co_return Reading::refused;
    }
    co_return Reading::complete;
}

} // namespace roost::imap
