// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/base64_reader.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace roost::mail {

/// Undoes the ASCII armor of an OpenPGP message (RFC 9580 §6.2) while it streams by. Taken are: the
/// BEGIN line as the very first octets, empty lines, canonical padded base64 in lines of any
/// length, an optional CRC line (its value is not looked at: the data has its own protection), the
/// END line, empty lines. All lines end in CRLF. No armor headers, but one for `Version`.
class ArmorReader {
public:
    /// `version_line`: whether one line `Version: ...` may follow the BEGIN line. Ours never writes
    /// one; older software does.
    explicit ArmorReader(bool version_line) : version_line_(version_line) {}
    /// Appends what `octets` decode to; false when they are not such an armor, and from then on.
    bool feed(std::string_view octets, std::string& decoded);
    /// There is no more; whether the armor was complete.
    bool finish() const;

private:
    enum class State {
        begin,      // the BEGIN line
        first_line, // the line after it
        version,
        data,
        checksum,
        closing, // after the checksum line
        end,     // the END line
        trailer,
        refused,
    };
    void readOne(char c, std::string& decoded);
    State readText(char c, std::string& decoded);
    State readData(char c, std::string& decoded);
    State readLiteral(char c, std::string_view literal);
    bool mayEndLine() const;
    State afterLine() const;

    bool version_line_;
    State state_ = State::begin;
    std::size_t matched_ = 0; // octets read of a literal or of the checksum
    bool line_start_ = true;
    bool after_cr_ = false; // a LF must follow
    Base64Reader base64_;
};

} // namespace roost::mail
