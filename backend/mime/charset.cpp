// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/charset.h"

#include "backend/mime/decode.h"
#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <gmime/gmime-iconv.h>

namespace roost::mime {

namespace {

constexpr auto Charsets = std::to_array<std::string_view>(
    {"us-ascii",     "ascii",        "utf-8",        "utf8",         "utf-7",
     "utf-16",       "utf-16le",     "utf-16be",     "latin1",       "iso-8859-1",
     "iso-8859-2",   "iso-8859-3",   "iso-8859-4",   "iso-8859-5",   "iso-8859-6",
     "iso-8859-7",   "iso-8859-8",   "iso-8859-9",   "iso-8859-10",  "iso-8859-11",
     "iso-8859-13",  "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "windows-1250",
     "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255",
     "windows-1256", "windows-1257", "windows-1258", "windows-874",  "cp1250",
     "cp1251",       "cp1252",       "cp866",        "koi8-r",       "koi8-u",
     "macintosh",    "gb2312",       "gbk",          "gb18030",      "big5",
     "big5-hkscs",   "euc-jp",       "shift_jis",    "shift-jis",    "iso-2022-jp",
     "cp932",        "euc-kr",       "iso-2022-kr",  "cp949",        "ks_c_5601-1987",
     "tis-620",      "viscii"});

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

bool isKnownCharset(std::string_view name)
{
    return std::ranges::any_of(Charsets, [&](auto known) { return equalNoCase(known, name); });
}

std::string utf8From(std::string text, std::string_view charset)
{
    const bool plain = equalNoCase(charset, "utf-8") || equalNoCase(charset, "us-ascii");
    if (plain || !isKnownCharset(charset)) return text;
    setUpGMime();
    const Converter converter(lower(charset));
    return converter.known() ? converter.convert(text) : text;
}

} // namespace roost::mime
