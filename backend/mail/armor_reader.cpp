// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/armor_reader.h"

namespace roost::mail {
namespace {

constexpr std::string_view BeginLine = "-----BEGIN PGP MESSAGE-----";
constexpr std::string_view EndLine = "-----END PGP MESSAGE-----";
constexpr std::string_view VersionKey = "Version: ";
constexpr std::size_t ChecksumLength = 4; // CRC-24 in base64

bool isBase64(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+'
           || c == '/';
}

} // namespace

bool ArmorReader::feed(std::string_view octets, std::string& decoded)
{
    while (!octets.empty() && state_ != State::refused) {
        std::size_t used = 0;
        if (state_ == State::data && !after_cr_) used = base64_.read(octets, decoded);
        if (used > 0) {
            line_start_ = false;
        } else {
            readOne(octets.front(), decoded);
            used = 1;
        }
        octets.remove_prefix(used);
    }
    return state_ != State::refused;
}

bool ArmorReader::finish() const
{
    if (after_cr_) return false;
    return state_ == State::trailer || (state_ == State::end && matched_ == EndLine.size());
}

void ArmorReader::readOne(char c, std::string& decoded)
{
    if (after_cr_) {
        state_ = c == '\n' ? afterLine() : State::refused;
        after_cr_ = false;
        line_start_ = true;
        matched_ = 0;
    } else if (c == '\r') {
        after_cr_ = mayEndLine();
        if (!after_cr_) state_ = State::refused;
    } else {
        state_ = readText(c, decoded);
        line_start_ = false;
    }
}

ArmorReader::State ArmorReader::readText(char c, std::string& decoded)
{
    switch (state_) {
    case State::begin: return readLiteral(c, BeginLine);
    case State::first_line:
        if (c == VersionKey.front() && version_line_) {
            matched_ = 1;
            return State::version;
        }
        return readData(c, decoded);
    case State::version:
        return matched_ < VersionKey.size() ? readLiteral(c, VersionKey) : State::version;
    case State::data: return readData(c, decoded);
    case State::checksum:
        return isBase64(c) && matched_++ < ChecksumLength ? State::checksum : State::refused;
    case State::closing:
        matched_ = 1;
        return c == '-' ? State::end : State::refused; // only line ends came before
    case State::end: return readLiteral(c, EndLine);
    default: return State::refused;
    }
}

ArmorReader::State ArmorReader::readData(char c, std::string& decoded)
{
    const bool new_line = line_start_ && base64_.complete();
    if (c == '-' && new_line) {
        matched_ = 1;
        return State::end;
    }
    if (c == '=' && new_line) return State::checksum;
    if (c == '=') return base64_.pad(decoded) ? State::data : State::refused;
    return base64_.read({&c, 1}, decoded) == 1 ? State::data : State::refused;
}

ArmorReader::State ArmorReader::readLiteral(char c, std::string_view literal)
{
    if (matched_ == literal.size() || literal[matched_] != c) return State::refused;
    ++matched_;
    return state_;
}

bool ArmorReader::mayEndLine() const
{
    switch (state_) {
    case State::begin: return matched_ == BeginLine.size();
    case State::version: return matched_ == VersionKey.size();
    case State::checksum: return matched_ == ChecksumLength;
    case State::end: return matched_ == EndLine.size();
    default: return true;
    }
}

ArmorReader::State ArmorReader::afterLine() const
{
    switch (state_) {
    case State::begin: return State::first_line;
    case State::first_line:
    case State::version: return State::data;
    case State::checksum: return State::closing;
    case State::end: return State::trailer;
    default: return state_;
    }
}

} // namespace roost::mail
