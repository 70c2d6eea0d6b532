// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::mime {

/// As sent: RFC 2231 continuations and RFC 2047 words are left to the client.
struct Parameter {
    std::string name;
    std::string value;
};

/// Content-Type (RFC 2045 §5.1). Type and subtype are tokens, so 7 bit and never empty.
struct ContentType {
    std::string type;
    std::string subtype;
    std::vector<Parameter> parameters;

    bool is(std::string_view wanted_type, std::string_view wanted_subtype = {}) const;
    /// Empty when there is none.
    std::string_view parameter(std::string_view name) const;
};

struct Disposition {
    std::string kind;
    std::vector<Parameter> parameters;
};

/// TEXT/PLAIN; CHARSET=US-ASCII (spelled as in RFC 3501), what a part without a usable Content-Type
/// is (RFC 2045 §5.2).
ContentType plainText();
/// application/octet-stream, what a part is that we do not look into.
ContentType opaque();

/// Null when malformed.
std::optional<ContentType> parseContentType(std::string_view value);
/// RFC 2183; null when malformed.
std::optional<Disposition> parseDisposition(std::string_view value);
/// Content-Transfer-Encoding (RFC 2045 §6.1) as sent, "7BIT" when missing or malformed.
std::string transferEncoding(std::string_view header);
/// Content-Language (RFC 3282 §2): its tags.
std::vector<std::string> parseLanguages(std::string_view value);

} // namespace roost::mime
