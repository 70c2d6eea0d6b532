// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/transfer_decoder.h"

namespace roost::mail {
namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10; // RFC 2045 §6.7 lets readers be robust
    return -1;
}

} // namespace

bool TransferDecoder::feed(std::string_view octets, std::string& decoded)
{
    if (failed_) return false;
    switch (encoding_) {
    case TransferEncoding::identity: decoded.append(octets); break;
    case TransferEncoding::base64: failed_ = !feedBase64(octets, decoded); break;
    case TransferEncoding::quoted_printable: failed_ = !feedQuoted(octets, decoded); break;
    }
    return !failed_;
}

bool TransferDecoder::finish() const
{
    return !failed_ && base64_.complete() && escape_.empty();
}

bool TransferDecoder::feedBase64(std::string_view octets, std::string& decoded)
{
    for (;;) {
        octets.remove_prefix(base64_.read(octets, decoded));
        if (octets.empty()) return true;
        const char c = octets.front();
        octets.remove_prefix(1);
        if (c == '=' && !base64_.pad(decoded)) return false;
        if (c != '=' && c != '\r' && c != '\n' && c != ' ' && c != '\t') return false;
    }
}

bool TransferDecoder::feedQuoted(std::string_view octets, std::string& decoded)
{
    while (!octets.empty()) {
        if (!escape_.empty()) {
            if (!readEscape(octets.front(), decoded)) return false;
            octets.remove_prefix(1);
            continue;
        }
        const auto equals = octets.find('=');
        decoded.append(octets.substr(0, equals));
        if (equals == std::string_view::npos) return true;
        octets.remove_prefix(equals + 1);
        escape_ = "=";
    }
    return true;
}

/// `=XX` is an octet, `=CRLF` nothing; blanks before the CRLF were added on the way.
bool TransferDecoder::readEscape(char c, std::string& decoded)
{
    const char last = escape_.back();
    if (last == '\r') {
        escape_.clear();
        return c == '\n';
    }
    if (last == '=' && hexValue(c) >= 0) {
        escape_ += c;
        return true;
    }
    if (hexValue(last) >= 0) {
        if (hexValue(c) < 0) return false;
        decoded += static_cast<char>(hexValue(last) * 16 + hexValue(c));
        escape_.clear();
        return true;
    }
    if (c != ' ' && c != '\t' && c != '\r') return false;
    escape_ = {'=', c}; // a run of blanks is remembered as its last
    return true;
}

} // namespace roost::mail
