// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/encoded_words.h"

#include "backend/mime/charset.h"
#include "backend/mime/decode.h"
#include "backend/mime/header.h"
#include "shared/base/text.h"

#include <algorithm>
#include <optional>

namespace roost::mime {

namespace {

struct Word {
    std::string_view charset;
    char encoding = 'q'; // or 'b'
    std::string_view text;
    std::size_t size = 0; // of the whole word
};

/// The word at the front of `line` (RFC 2047 §2), which begins with "=?" unless it is empty.
std::optional<Word> wordAt(std::string_view line)
{
    if (line.size() < 2) return std::nullopt;
    constexpr std::size_t MaxCharsetOctets = 60;
    const auto charset = line.substr(2, line.substr(2, MaxCharsetOctets).find('?'));
    const auto rest = line.substr(std::min(line.size(), charset.size() + 3));
    if (rest.size() < 2 || rest[1] != '?') return std::nullopt;

    Word word;
    word.charset = charset.substr(0, charset.find('*')); // RFC 2231 §5: "charset*language"
    word.encoding = lower(rest[0]);
    word.text = rest.substr(2, rest.substr(2).find('?'));
    const bool closed = rest.substr(2 + word.text.size()).starts_with("?=");
    const bool encoded = word.encoding == 'q' || word.encoding == 'b';
    if (!closed || !encoded || !isKnownCharset(word.charset)) return std::nullopt;
    word.size = 2 + charset.size() + 3 + word.text.size() + 2;
    return word;
}

std::string octetsOf(const Word& word)
{
    if (word.encoding == 'b') return decodedBody(word.text, "base64");
    std::string text(word.text);
    std::ranges::replace(text, '_', ' '); // RFC 2047 §4.2
    return decodedBody(text, "quoted-printable");
}

/// Joins the words of a line. Neighbours in one charset are converted together, because some
/// senders split them within a character.
class Decoder {
public:
    void addWord(const Word& word)
    {
        if (!equalNoCase(word.charset, charset_)) convert();
        charset_ = word.charset;
        octets_ += octetsOf(word);
    }
    void addText(std::string_view text)
    {
        convert();
        decoded_ += text;
    }
    bool afterWord() const { return !charset_.empty(); }
    std::string finish()
    {
        convert();
        return std::move(decoded_);
    }

private:
    void convert()
    {
        decoded_ += utf8From(std::move(octets_), charset_);
        octets_.clear();
        charset_ = {};
    }

    std::string decoded_;
    std::string octets_; // of the words since the last text
    std::string_view charset_;
};

} // namespace

std::string decodedField(std::string_view value)
{
    const std::string line = unfolded(value);
    std::string_view rest = line;
    Decoder decoder;
    while (!rest.empty()) {
        const auto begin = std::min(rest.find("=?"), rest.size());
        const auto word = wordAt(rest.substr(begin));
        const auto text = rest.substr(0, word || begin == rest.size() ? begin : begin + 2);
        // Blanks between two words are not shown (RFC 2047 §6.2).
        const bool joins = word && decoder.afterWord() && trimmed(text).empty();
        if (!text.empty() && !joins) decoder.addText(text);
        if (word) decoder.addWord(*word);
        rest.remove_prefix(word ? begin + word->size : text.size());
    }
    return decoder.finish();
}

} // namespace roost::mime
