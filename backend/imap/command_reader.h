// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/grammar/arguments.h"
#include "backend/net/connection.h"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace roost::imap {

/// One command as it came, its literals inline; see Arguments.
struct Command {
    std::string text;
    std::string tag;  // empty when the line has none
    std::string verb; // upper case; "UID FETCH" and the like are one verb
    std::size_t arguments_at = 0;
    std::optional<LiteralMark> message; // the message of an APPEND, still to be read

    bool isUid() const { return verb.starts_with("UID "); }
    /// What follows the verb, from its space on. Views `text`.
    Arguments arguments() const { return Arguments(std::string_view(text).substr(arguments_at)); }
    /// Finds tag and verb in `text`.
    void parseStart();
};

/// How much a peer may send in one command.
struct CommandLimits {
    std::size_t octets;         // with all literals
    std::size_t literal_octets; // each, but the message of an APPEND
};

enum class Reading {
    complete,
    refused, // too long; it was read to its end and thrown away
    hopeless // a literal was announced that nobody will wait for: say BYE
};

/// Reads the next command with its literals, asking for those that wait. The message of an APPEND
/// is left to its handler.
boost::asio::awaitable<Reading>
readCommand(net::Connection& peer, CommandLimits limits, Command& command);

/// Reads `octets` and throws them away.
boost::asio::awaitable<void> discard(net::Connection& peer, std::uint64_t octets);

} // namespace roost::imap
