// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::mime {

/// Which part of which MIME part BODY[...] asks for (RFC 3501 §6.4.5).
enum class SectionKind { whole, header, header_fields, header_fields_not, text, mime };

struct Section {
    std::vector<std::uint32_t> part; // "1.2" = {1, 2}; empty: the message itself
    SectionKind kind = SectionKind::whole;
    std::vector<std::string> fields; // of header_fields and header_fields_not, any case
};

/// Octets of the header of `message`, its closing empty line included; all of it when there is
/// none.
std::string_view headerOf(std::string_view message);

/// The named fields (or all others, with `except`) of a header, folded lines kept, in the order of
/// the message, and an empty line at the end (RFC 3501 §6.4.5 HEADER.FIELDS). No MIME parsing.
std::string
headerFields(std::string_view header, const std::vector<std::string>& names, bool except);

/// A foreign message seen as IMAP shows it. Parsed (GMime) only when structure is asked for; nested
/// parts, parameters and lengths are bounded. `octets` outlives the object.
class Message {
public:
    explicit Message(std::string_view octets);
    Message(Message&&) noexcept;
    ~Message();

    /// The octets of a section; null when there is no such part.
    std::optional<std::string> section(const Section& wanted);
    /// "(...)" as in RFC 3501 §7.4.2 ENVELOPE: strings quoted or as literals, 7 bit in quotes.
    std::string envelope();
    /// BODY (basic) or BODYSTRUCTURE (extended), RFC 3501 §7.4.2.
    std::string bodyStructure(bool extended);

    /// SEARCH keys (RFC 3501 §6.4.4), case-insensitive, header words decoded (RFC 2047), `text` in
    /// UTF-8.
    bool headerContains(std::string_view field, std::string_view text);
    bool bodyContains(std::string_view text);
    bool textContains(std::string_view text); // header or body
    /// The Date field as days since 1970 in its own zone; null when missing or malformed.
    std::optional<std::int64_t> sentDay();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// `value` as an IMAP nstring: NIL for null, quoted when 7 bit without CR, LF and NUL and short,
/// else a literal (protocol.md A10).
std::string imapString(std::optional<std::string_view> value);

} // namespace roost::mime
