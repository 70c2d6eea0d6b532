// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/address_list.h"

#include "backend/mime/limits.h"
#include "backend/mime/scanner.h"

#include <utility>

namespace roost::mime {

namespace {

constexpr std::string_view Specials = "()<>@,;:\"";

/// Keeps what has been read since the last comma and turns it into an entry at the next one.
class AddressReader {
public:
    explicit AddressReader(std::string_view value) : scanner_(value) {}

    std::vector<EnvelopeAddress> all()
    {
        while (!scanner_.atEnd() && found_.size() < MaxAddresses) step();
        flush();
        if (in_group_) endGroup();
        return std::move(found_);
    }

private:
    void step();
    void addWord(std::string word);
    void angle();
    void flush();
    void endGroup();
    void startGroup();

    Scanner scanner_;
    std::vector<EnvelopeAddress> found_;
    bool in_group_ = false;

    std::string phrase_; // words with one blank between them: a display name or group name
    std::string local_;  // the same words without blanks (RFC 5322 §4.4: "john . doe@x")
    std::string host_;
    bool at_seen_ = false;
    std::optional<EnvelopeAddress> angle_; // what stood in <...>
};

void AddressReader::step()
{
    scanner_.skipBlanks();
    const char next = scanner_.peek();
    switch (next) {
    case ',':
        scanner_.skip();
        flush();
        return;
    case ';':
        scanner_.skip();
        flush();
        if (in_group_) endGroup();
        return;
    case ':':
        scanner_.skip();
        startGroup();
        return;
    case '<':
        scanner_.skip();
        angle();
        return;
    case '@':
        scanner_.skip();
        at_seen_ = true;
        return;
    case '"': addWord(scanner_.quoted()); return;
    default: break;
    }
    const auto word = scanner_.word(Specials);
    if (word.empty())
        scanner_.skip(); // a stray ">" or ")"
    else
        addWord(std::string(word));
}

void AddressReader::addWord(std::string word)
{
    if (angle_) return; // garbage after <...>
    if (at_seen_) {
        host_ += word;
        return;
    }
    if (!phrase_.empty()) phrase_ += ' ';
    phrase_ += word;
    local_ += word;
}

/// After "<": [route ":"] local "@" host ">".
void AddressReader::angle()
{
    std::string before; // of the last "@", or of everything when there is none
    std::string after;
    std::string route;
    bool at_seen = false;
    for (scanner_.skipBlanks(); !scanner_.atEnd() && !scanner_.take('>'); scanner_.skipBlanks()) {
        if (scanner_.take(':')) { // what came before was the route
            route += before + (at_seen ? "@" : "") + after;
            before.clear();
            after.clear();
            at_seen = false;
        } else if (scanner_.take('@')) {
            if (at_seen) before += "@" + std::exchange(after, {});
            at_seen = true;
        } else if (scanner_.take(',')) {
            (at_seen ? after : before) += ',';
        } else if (scanner_.peek() == '"') {
            (at_seen ? after : before) += scanner_.quoted();
        } else {
            const auto word = scanner_.word("()<>@,:\"");
            (at_seen ? after : before) += word;
            if (word.empty()) scanner_.skip();
        }
    }
    angle_.emplace();
    if (!route.empty()) angle_->route = std::move(route);
    angle_->mailbox = std::move(before);
    angle_->host = std::move(after);
}

void AddressReader::flush()
{
    EnvelopeAddress address;
    if (angle_) {
        address = std::move(*angle_);
        if (!phrase_.empty()) address.name = phrase_;
    } else if (at_seen_ || !local_.empty()) {
        address.mailbox = local_;
        address.host = host_;
        if (!scanner_.comment().empty()) address.name = scanner_.comment();
    }
    const bool any = angle_ || at_seen_ || !local_.empty();
    if (any && found_.size() < MaxAddresses) found_.push_back(std::move(address));
    phrase_.clear();
    local_.clear();
    host_.clear();
    at_seen_ = false;
    angle_.reset();
    scanner_.forgetComment();
}

void AddressReader::startGroup()
{
    if (in_group_ || angle_ || at_seen_) return; // groups do not nest: a stray colon
    found_.push_back({{}, {}, phrase_, {}});
    in_group_ = true;
    phrase_.clear();
    local_.clear();
    scanner_.forgetComment();
}

void AddressReader::endGroup()
{
    found_.push_back({}); // past MaxAddresses too: a started group has an end
    in_group_ = false;
}

} // namespace

std::vector<EnvelopeAddress> parseAddressList(std::string_view value)
{
    return AddressReader(value.substr(0, MaxFieldOctets)).all();
}

} // namespace roost::mime
