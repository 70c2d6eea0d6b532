// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/decode.h"

#include "shared/base/text.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include <gmime/gmime.h>

namespace roost::mime {

namespace {

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

} // namespace

void setUpGMime()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

std::string decodedBody(std::string_view body, std::string_view encoding)
{
    setUpGMime();
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
