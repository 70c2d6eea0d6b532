// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/decode.h"

#include "backend/mime/header.h"
#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <mutex>

#include <gmime/gmime.h>

namespace roost::mime {

namespace {

constexpr std::size_t MaxCharsetOctets = 40;

void setUp()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

struct Free {
    void operator()(char* text) const { g_free(text); }
};

std::string taken(char* text)
{
    const std::unique_ptr<char, Free> owned(text);
    return owned ? std::string(owned.get()) : std::string();
}

bool isAscii(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
}

/// iconv knows suffixes like "//TRANSLIT" that a sender has no business to choose.
bool isCharsetName(std::string_view name)
{
    return !name.empty() && name.size() <= MaxCharsetOctets
           && std::ranges::all_of(name, [](char c) {
                  return g_ascii_isalnum(c) || c == '-' || c == '_' || c == '.' || c == ':';
              });
}

/// Closes the descriptor that g_mime_iconv_open gave.
class Converter {
public:
    explicit Converter(const std::string& charset)
        : descriptor_(g_mime_iconv_open("UTF-8", charset.c_str()))
    {
    }
    ~Converter()
    {
        if (known()) g_mime_iconv_close(descriptor_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    bool known() const { return descriptor_ != reinterpret_cast<iconv_t>(-1); }
    std::string convert(std::string& text) const;

private:
    iconv_t descriptor_;
};

std::string Converter::convert(std::string& text) const
{
    std::string converted;
    std::array<char, 16 * 1024> chunk;
    char* from = text.data();
    std::size_t left = text.size();
    while (left > 0) {
        char* to = chunk.data();
        std::size_t room = chunk.size();
        const auto done = g_mime_iconv(descriptor_, &from, &left, &to, &room);
        const bool full = errno == E2BIG && room < chunk.size();
        converted.append(chunk.data(), chunk.size() - room);
        if (done != static_cast<std::size_t>(-1)) break;
        if (full) continue;
        converted += '?'; // invalid or cut off: one octet on, so this ends
        ++from;
        --left;
    }
    return converted;
}

} // namespace

std::string decodedField(std::string_view value)
{
    setUp();
    const std::string line = unfolded(value);
    return taken(g_mime_utils_header_decode_text(nullptr, line.c_str()));
}

std::string decodedBody(std::string_view body, std::string_view encoding)
{
    setUp();
    const auto kind = g_mime_content_encoding_from_string(std::string(encoding).c_str());
    if (kind != GMIME_CONTENT_ENCODING_BASE64 && kind != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
        && kind != GMIME_CONTENT_ENCODING_UUENCODE)
        return std::string(body);

    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, kind);
    std::string decoded(g_mime_encoding_outlen(&state, body.size()), '\0');
    decoded.resize(g_mime_encoding_flush(&state, body.data(), body.size(), decoded.data()));
    return decoded;
}

std::string utf8From(std::string text, std::string_view charset)
{
    setUp();
    const bool plain = charset.empty() || equalNoCase(charset, "utf-8")
                       || equalNoCase(charset, "us-ascii") || !isCharsetName(charset);
    if (plain) return text;
    const Converter converter{std::string(charset)};
    return converter.known() ? converter.convert(text) : text;
}

std::string validUtf8(std::string text)
{
    if (isAscii(text) && text.find('\0') == std::string::npos) return text;
    return taken(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
}

std::string caseFolded(std::string text)
{
    if (isAscii(text)) return lower(std::string_view(text));
    const std::string valid = validUtf8(std::move(text));
    return taken(g_utf8_casefold(valid.data(), static_cast<gssize>(valid.size())));
}

} // namespace roost::mime
