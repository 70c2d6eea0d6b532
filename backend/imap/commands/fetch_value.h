// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/grammar/fetch_request.h"
#include "backend/mime/message.h"
#include "backend/store/types.h"

#include <optional>
#include <string>
#include <string_view>

namespace roost::imap {

/// Octets of a message (or of its header alone), parsed only when structure is asked for.
class MessageText {
public:
    explicit MessageText(std::string_view octets) : octets_(octets) {}
    std::string_view octets() const { return octets_; }
    std::string_view header();
    mime::Message& parsed();

private:
    std::string_view octets_;
    std::optional<std::string_view> header_;
    std::optional<mime::Message> parsed_;
};

/// How much of the message an item needs.
enum class Needs { row, header, message };
Needs needsOf(const FetchItem& item);
Needs needsOf(const FetchRequest& request);

/// The whole message or its text: what can be long, and is sent piece by piece from a file.
bool isStreamable(const FetchItem& item);

/// What of `available` octets a partial fetch wants.
struct Slice {
    std::int64_t offset = 0;
    std::int64_t octets = 0;
};
Slice sliceOf(const std::optional<Partial>& partial, std::int64_t available);

/// Octets of one answer beyond those of its message. Without a bound a client that asks for the
/// same part many times, and does not read, would keep as many copies in memory.
constexpr std::size_t SpareOctets = 256u << 10;

/// Adds label, space and value of one item. `text` holds what needsOf() says.
void appendItem(std::string& out,
                const FetchItem& item,
                const store::MessageRow& row,
                MessageText& text);

} // namespace roost::imap
