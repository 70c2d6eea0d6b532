// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/parts.h"

#include "backend/mime/header.h"
#include "backend/mime/limits.h"
#include "shared/base/text.h"

namespace roost::mime {

namespace {

/// One pass over the lines; each is compared with the delimiters of the multiparts open there.
class Splitter {
public:
    explicit Splitter(std::string_view octets) : octets_(octets) {}

    /// The part that begins here, up to the next delimiter of an enclosing multipart.
    Part part(const ContentType& fallback, std::size_t depth);

private:
    static constexpr std::size_t NoLevel = static_cast<std::size_t>(-1);

    struct Delimiter {
        std::size_t level = NoLevel; // index in open_; NoLevel: the end of the message
        bool closing = false;
        std::size_t begin = 0; // offset of its line
    };

    bool takeHeader();
    void fill(Part& part, std::size_t depth);
    void multipart(Part& part, std::size_t depth);
    void skipToDelimiter();
    bool atDelimiter(std::string_view line, std::size_t begin);
    std::size_t bodyEnd(std::size_t body_begin) const;
    std::string_view lineHere() const;

    std::string_view octets_;
    std::size_t at_ = 0;
    std::size_t parts_ = 0;
    std::vector<std::string> open_; // boundaries, outermost first
    Delimiter delimiter_;           // the last one passed
};

std::string_view Splitter::lineHere() const
{
    auto rest = octets_.substr(at_);
    return takeLine(rest);
}

bool Splitter::atDelimiter(std::string_view line, std::size_t begin)
{
    if (parts_ >= MaxParts || !line.starts_with("--")) return false;
    line.remove_prefix(2);
    for (std::size_t level = open_.size(); level-- > 0;) {
        if (!line.starts_with(open_[level])) continue;
        const auto after = line.substr(open_[level].size());
        const bool closing = after.starts_with("--");
        // Only padding may follow, or "--a" would end a part at the line "--ab".
        if (!trimmed(closing ? after.substr(2) : after).empty()) continue;
        delimiter_ = {level, closing, begin};
        return true;
    }
    return false;
}

void Splitter::skipToDelimiter()
{
    while (at_ < octets_.size()) {
        const std::size_t begin = at_;
        const auto line = lineHere();
        at_ += line.size();
        if (atDelimiter(line, begin)) return;
    }
    delimiter_ = {NoLevel, false, octets_.size()};
}

/// Moves past the empty line. False when a delimiter or the end of the message came first.
bool Splitter::takeHeader()
{
    while (at_ < octets_.size()) {
        const std::size_t begin = at_;
        const auto line = lineHere();
        at_ += line.size();
        if (isEmptyLine(line)) return true;
        if (atDelimiter(line, begin)) return false;
    }
    delimiter_ = {NoLevel, false, octets_.size()};
    return false;
}

std::size_t Splitter::bodyEnd(std::size_t body_begin) const
{
    std::size_t end = delimiter_.begin;
    if (delimiter_.level == NoLevel) return end;
    if (end > body_begin && octets_[end - 1] == '\n') --end;
    if (end > body_begin && octets_[end - 1] == '\r') --end;
    return end;
}

Part Splitter::part(const ContentType& fallback, std::size_t depth)
{
    ++parts_;
    Part part;
    const std::size_t begin = at_;
    const bool has_body = takeHeader();
    const std::size_t body_begin = has_body ? at_ : bodyEnd(begin);
    part.header = octets_.substr(begin, body_begin - begin);
    const auto type = fieldValue(part.header, "content-type");
    part.content = type ? parseContentType(*type).value_or(plainText()) : fallback;
    if (has_body)
        fill(part, depth);
    else if (part.isMessage() || part.isMultipart())
        part.content = part.isMessage() ? opaque() : plainText();
    part.body = octets_.substr(body_begin, bodyEnd(body_begin) - body_begin);
    if (part.isMessage()) part.body = part.children[0].octets(); // n and n.HEADER + n.TEXT agree
    return part;
}

void Splitter::fill(Part& part, std::size_t depth)
{
    const bool nested = part.isMessage() || part.isMultipart();
    const auto encoding = lower(transferEncoding(part.header));
    const bool encoded = encoding == "base64" || encoding == "quoted-printable";
    const bool room = depth < MaxDepth && parts_ < MaxParts;
    if (nested && (!room || (part.isMessage() && encoded))) part.content = opaque();

    if (part.isMultipart())
        multipart(part, depth);
    else if (part.isMessage())
        part.children.push_back(this->part(plainText(), depth + 1));
    else
        skipToDelimiter();
}

void Splitter::multipart(Part& part, std::size_t depth)
{
    const auto boundary = part.content.parameter("boundary").substr(0, MaxBoundaryOctets + 1);
    if (boundary.empty() || boundary.size() > MaxBoundaryOctets) {
        part.content = plainText();
        skipToDelimiter();
        return;
    }
    // RFC 2046 §5.1.5: in a digest, parts are messages unless they say otherwise.
    const bool digest = part.content.is("multipart", "digest");
    const ContentType fallback = digest ? ContentType{"MESSAGE", "RFC822", {}} : plainText();

    const std::size_t level = open_.size();
    open_.emplace_back(boundary);
    skipToDelimiter();
    while (delimiter_.level == level && !delimiter_.closing)
        part.children.push_back(this->part(fallback, depth + 1));
    open_.resize(level);
    if (delimiter_.level == level) skipToDelimiter(); // the epilogue
    if (part.children.empty()) part.content = plainText();
}

/// The parts that "<number>." counts in: those of a multipart, else the one part a message is.
const Part* childAt(const Part& message, std::uint32_t number)
{
    if (number == 0) return nullptr;
    if (!message.isMultipart()) return number == 1 ? &message : nullptr;
    return number <= message.children.size() ? &message.children[number - 1] : nullptr;
}

} // namespace

std::string_view Part::octets() const
{
    return {header.data(), header.size() + body.size()};
}

Part splitMessage(std::string_view message)
{
    return Splitter(message).part(plainText(), 0);
}

const Part* partAt(const Part& root, const std::vector<std::uint32_t>& path)
{
    const Part* part = &root;
    const Part* counts_in = &root;
    for (const std::uint32_t number : path) {
        if (!counts_in) return nullptr; // a leaf has no parts
        part = childAt(*counts_in, number);
        if (!part) return nullptr;
        counts_in = part->isMultipart() ? part : part->isMessage() ? &part->children[0] : nullptr;
    }
    return part;
}

} // namespace roost::mime
