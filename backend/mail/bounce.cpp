// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/bounce.h"

#include "backend/mail/date.h"
#include "backend/mail/utf8.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>

namespace roost::mail {
namespace {

constexpr std::size_t MaxDiagnosticOctets = 500; // keeps lines below RFC 5322 §2.1.1's 998
constexpr std::size_t MaxHeaderOctets = 64 * 1024;

/// One line of text: foreign replies may hold anything.
std::string cleaned(std::string_view text)
{
    std::string result(text.substr(0, MaxDiagnosticOctets));
    const bool readable = isUtf8(text); // judged before the cut: it may split a character
    while (readable && !isUtf8(result)) result.pop_back();
    for (char& c : result) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < ' ' || octet == 0x7f) c = ' ';
        if (octet >= 0x80 && !readable) c = '?';
    }
    return result;
}

/// Lines in CRLF, at most MaxHeaderOctets of whole lines, without the empty line and what follows.
std::string headerLines(std::string_view header)
{
    std::string result;
    while (!header.empty()) {
        const auto line_end = header.find('\n');
        auto line = header.substr(0, line_end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || result.size() + line.size() + 2 > MaxHeaderOctets) break;
        result.append(line).append("\r\n");
        if (line_end == std::string_view::npos) break;
        header.remove_prefix(line_end + 1);
    }
    return result;
}

/// RFC 6533 §3: an address beyond ASCII is written with `\x{..}` and is of type utf-8.
std::string typedAddress(const std::string& address)
{
    const bool ascii = std::ranges::none_of(address, [](char c) { return c < 0; });
    if (ascii || !isUtf8(address)) return "rfc822; " + cleaned(address);
    std::string result = "utf-8; ";
    std::uint32_t scalar = 0;
    int missing = 0;
    for (const char c : address) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x80) {
            result += c;
        } else if (octet >= 0xc0) {
            missing = octet >= 0xf0 ? 3 : octet >= 0xe0 ? 2 : 1;
            scalar = octet & (0x3fU >> missing);
        } else {
            scalar = scalar << 6 | (octet & 0x3fU);
            if (--missing == 0) result += fmt::format("\\x{{{:X}}}", scalar);
        }
    }
    return result;
}

std::string explanation(const Bounce& bounce)
{
    std::string text = fmt::format("This is the mail system at {}.\r\n\r\n"
                                   "Your message could not be delivered to:\r\n",
                                   bounce.reporting_domain);
    for (const auto& one : bounce.failed)
        text +=
            fmt::format("\r\n<{}>:\r\n    {}\r\n", cleaned(one.address), cleaned(one.diagnostic));
    return text;
}

/// RFC 3464 §2.1: fields about the message, then a group for each recipient.
std::string deliveryStatus(const Bounce& bounce)
{
    std::string text = fmt::format("Reporting-MTA: dns; {}\r\nArrival-Date: {}\r\n",
                                   bounce.reporting_domain, formatDate(bounce.arrived_at));
    for (const auto& one : bounce.failed)
        text +=
            fmt::format("\r\nFinal-Recipient: {}\r\nAction: failed\r\nStatus: {}\r\n"
                        "Diagnostic-Code: smtp; {}\r\n",
                        typedAddress(one.address), cleaned(one.status), cleaned(one.diagnostic));
    return text;
}

std::string topHeader(const Bounce& bounce, const std::string& boundary)
{
    return fmt::format("From: Mail Delivery System <MAILER-DAEMON@{0}>\r\n"
                       "To: <{1}>\r\n"
                       "Subject: Undelivered Mail Returned to Sender\r\n"
                       "Date: {2}\r\n"
                       "Message-ID: <{3}>\r\n"
                       "Auto-Submitted: auto-replied\r\n"
                       "MIME-Version: 1.0\r\n"
                       "Content-Type: multipart/report; report-type=delivery-status;\r\n"
                       "\tboundary=\"{4}\"\r\n\r\n",
                       bounce.reporting_domain, cleaned(bounce.original_sender),
                       formatDate(bounce.written_at), bounce.message_id, boundary);
}

/// A boundary that occurs in none of the parts.
std::string boundaryFor(const std::string& parts, UnixSeconds at)
{
    for (int attempt = 0;; ++attempt) {
        std::string boundary = fmt::format("report-{}-{}", at, attempt);
        if (parts.find(boundary) == std::string::npos) return boundary;
    }
}

} // namespace

std::string composeBounce(const Bounce& bounce)
{
    const std::string text = explanation(bounce);
    const std::string status = deliveryStatus(bounce);
    const std::string header = headerLines(bounce.original_header);
    const std::string boundary = boundaryFor(text + status + header, bounce.written_at);
    const std::string open = "\r\n--" + boundary + "\r\n";
    return topHeader(bounce, boundary) + open.substr(2)
           + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
           + text + open
           + "Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
           + status + open
           + "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + header
           + "\r\n--" + boundary + "--\r\n";
}

} // namespace roost::mail
